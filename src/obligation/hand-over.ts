import type { Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { change, changeRows } from './change.ts';
import { clockActor, type Engine } from './engine.ts';
import { lockRows } from './keep.queries.ts';
import type { Actor, Obligations } from './obligations.ts';
import { holderOf } from './open.ts';
import type { Holder } from './parts.ts';

type To = Parameters<Obligations['handOver']>[3];

/** Into the hands of one who sits in the role, or to another role of the same organisation. */
export async function handOver(
  engine: Engine,
  transaction: Transaction,
  done: { readonly by: Actor; readonly id: string },
  { account, role, reason }: To,
): Promise<Outcome<true>> {
  const [row] = await lockRows(transaction, [done.id]);
  if (row === undefined) return change(engine, transaction, done, () => accepted(undefined));
  const organization = await organizationOf(engine, row.owner);
  const to = role ?? row.owner_role;
  const holders = await engine.holders(transaction, organization, to);
  const chosen = account === undefined ? undefined : holders.find((one) => one.account === account);
  if (account !== undefined && chosen === undefined) {
    return refuse('value', 'obligation.no-holder', 'Nobody of that name sits in this role of the organisation today.');
  }
  const next = chosen ? heldBy(chosen) : await holderOf(engine, transaction, organization, to);
  return change(engine, transaction, done, (_row, { state }) =>
    state === 'kept' || state === 'withdrawn'
      ? refuse('conflict', 'obligation.closed', `This was ${state} already.`)
      : accepted({
          happening: { at: engine.now(), what: 'handed-over' },
          words: `To ${next.holder_name ?? to.replaceAll('-', ' ')}: ${reason}`,
          row: { ...next, owner_role: to },
        }),
  );
}

/**
 * What former holders of a role held goes to whoever sits there alone now, else to the role as a whole. What is held by one who
 * still sits there stays with them.
 */
export async function roleChanged(
  engine: Engine,
  transaction: Transaction,
  organization: string,
  role: Role,
): Promise<number> {
  const owner = await engine.contributors.organizationKey(organization);
  const holders = await engine.holders(transaction, organization, role);
  const accounts = holders.map(({ account }) => account);
  const [only, ...others] = holders;
  const next = only !== undefined && others.length === 0 ? heldBy(only) : { holder: null, holder_name: null };
  const found = await transaction.all<{ readonly id: string }>(sql`
    select id from obligation where owner = ${owner} and owner_role = ${role} and closed is null
      and holder is distinct from ${next.holder}::text and (holder is null or not holder = any(${accounts}::text[]))`);
  const rows = await lockRows(
    transaction,
    found.map(({ id }) => id),
  );
  const words = `To ${next.holder_name ?? `the ${role.replaceAll('-', ' ')}s`}: who sits in the role changed.`;
  const done = await changeRows(engine, transaction, { by: clockActor(owner), rows }, (_row, { closed }) =>
    accepted(
      closed === undefined ? { happening: { at: engine.now(), what: 'handed-over' }, words, row: next } : undefined,
    ),
  );
  return done.ok ? done.value : 0;
}

/** Every role that owes something: for a change of seats that nobody told of, and seats that end by their date. */
export async function lookAtHolders(engine: Engine): Promise<number> {
  const roles = await rolesThatOwe(engine.store);
  let moved = 0;
  for (const { owner, owner_role: role } of roles) {
    const organization = await organizationOf(engine, owner);
    moved += await engine.store.write((transaction) => roleChanged(engine, transaction, organization, role));
  }
  return moved;
}

async function rolesThatOwe(reader: Reader): Promise<readonly { readonly owner: number; readonly owner_role: Role }[]> {
  return reader.all(sql`
    select distinct owner, owner_role from obligation where closed is null order by owner, owner_role limit 10000`);
}

export async function organizationOf({ contributors }: Engine, key: number): Promise<string> {
  const found = (await contributors.organizations()).find((one) => one.key === key);
  if (found === undefined) throw new Error(`no organisation has the key ${key}`);
  return found.organization;
}

function heldBy({ account, name }: Holder): { readonly holder: string; readonly holder_name: string } {
  return { holder: account, holder_name: name };
}
