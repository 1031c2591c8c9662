import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { ladderOf, organizationOf } from '../break-glass/owed.ts';
import type { CoercionRow } from './coercion.queries.ts';
import { isCalled } from './whom.ts';

const KIND = 'protection-note';

/** The role that wrote it looks at it again by the day. Neither the title nor the reason says of whom, or of what; to those it names it is not there. */
export async function owedLook(
  services: Services,
  transaction: Transaction,
  access: Access,
  { row, look, again }: { readonly row: CoercionRow; readonly look: string; readonly again: Day },
): Promise<void> {
  const organization = await organizationOf(services, row.organization);
  if (services.obligations === undefined || organization === undefined) return;
  const opened = await services.obligations.open(transaction, access, {
    kind: KIND,
    key: look,
    title: 'Look again at a note on protecting somebody',
    owner: { organization, role: access.role },
    about: { bkt: row.bkt, cmp: row.cmp },
    because: 'What was written to protect somebody is looked at again by its day',
    page: pageOf(row.id),
    due: { on: again },
    ladder: await ladderOf(services, organization),
    closedBy: { fact: `${KIND}:${look}` },
    attested: false,
    hiddenFrom: await accountsOf(services, organization, row),
  });
  if (!opened.ok) throw new Error(`a note could not be passed on: ${opened.refusals[0].code}`);
}

export async function keptLook(
  services: Services,
  transaction: Transaction,
  access: Access,
  { look, id }: { readonly look: string; readonly id: string },
): Promise<void> {
  await services.obligations?.fact(transaction, access, `${KIND}:${look}`, { reference: pageOf(id) });
}

/** Accounts of whoever is called so among those who could be told of it. */
async function accountsOf(
  services: Services,
  organization: string,
  { account, name }: CoercionRow,
): Promise<readonly string[]> {
  const ladder = await ladderOf(services, organization);
  const told = [...new Set([organization, ...ladder.map(({ to }) => to.organization)])];
  const staff = await Promise.all(told.map((one) => services.staff?.of(one) ?? []));
  const called = staff.flat().filter((one) => isCalled(one.name, name));
  return [...new Set([...(account === null ? [] : [account]), ...called.map((one) => one.account)])];
}

function pageOf(id: string): string {
  return `/protection/${id}`;
}
