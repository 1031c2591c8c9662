import { type Access, amountWords } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Stored } from '#repository';
import type { Asking } from '../ask.ts';
import { dayOf } from '../charge/taking.ts';
import { reasonOf } from './attribute.ts';
import type { CellTrace, GrantName, TracedItem } from './contract.ts';
import { itemsOfReturn } from './grant.queries.ts';
import { GRANT_ROLES, isPaid, TRACES } from './ground.ts';
import { cellView, type Counted, countedOf } from './returns.ts';
import { nameOf } from './suppress.ts';
import { grantView, money } from './views.ts';

const SHOWN = 200;

/**
 * What one figure was counted from, item by item: those that the seat may see, each with the person, and what came or went since the
 * return was submitted. What it may not see is a number, and a small one is not told.
 */
export async function trace(
  asking: Asking,
  access: Access,
  name: GrantName,
  { from, cell: id, part }: { readonly from: string; readonly cell: string; readonly part: string },
): Promise<Outcome<CellTrace>> {
  const found = await countedOf(asking, access, name, { from, roles: TRACES });
  if (!found.ok) return found;
  const { cells, rows, now, grant, pack, allRows, gathered, period } = found.value;
  const cell = cells.find((one) => one.cell === id && one.part === part);
  if (!cell || !isPaid(now, grant))
    return refuse(
      'not-found',
      'money.no-cell',
      'This return has no such figure, or what it was counted from is for those who are paid by the grant.',
    );
  const [last] = rows;
  const before = last ? ((await itemsOfReturn(asking.services.store, last.id))[nameOf(cell)] ?? []) : cell.refs;
  const [then, today] = [new Set(before), new Set(cell.refs)];
  const changed = [...cell.refs.filter((ref) => !then.has(ref)), ...before.filter((ref) => !today.has(ref))];
  const refs = [...new Set([...changed, ...cell.refs])];
  const seen = await seenOf(asking, access, refs.slice(0, SHOWN));
  const unseen = refs.length - seen.length;
  const hidden = Math.max(0, unseen);
  await asking.services.ports.audit.note(access, {
    action: 'search',
    outcome: 'done',
    query: `return ${grant.key} ${nameOf(cell)}`,
  });
  const items = seen.map((item): TracedItem => {
    const { reference } = item;
    const since = then.has(reference) ? (today.has(reference) ? undefined : 'went') : 'came';
    const reason = whyOf(found.value, reference);
    return { ...item, ...(since === undefined ? {} : { since }), ...(reason === undefined ? {} : { reason }) };
  });
  const measure = pack.cells.find((one) => one.id === id)?.measure;
  const was = new Map(last?.cells.map((one) => [nameOf(one), one.value]));
  const looksAfterMoney = GRANT_ROLES.includes(access.role);
  const { match, ...of } = grantView(now, grant, {
    attributed: gathered.attributed,
    rows: allRows,
    matches: found.value.matches,
  });
  return accepted({
    // Who treats people is shown them, and not the money of the place.
    grant: looksAfterMoney ? { ...of, ...(match ? { match } : {}) } : { ...of, lines: [] },
    cell: cellView({ pack, grant }, cell, { hidden: new Set(), before: was }),
    ...(measure ? { measure: measure.id } : {}),
    ...period,
    items,
    may: { return: looksAfterMoney },
    unseen: hidden === 0 ? {} : hidden < pack.smallNumber ? { fewerThan: pack.smallNumber } : { count: hidden },
  });
}

function whyOf({ gathered, grant, now }: Counted, ref: string): string | undefined {
  const found = gathered.attributed.find(({ visit }) => visit.ref === ref);
  if (!found) return undefined;
  const funder = (key: string): string => {
    const other = now.all.find((one) => one.key === key);
    return other ? now.nameOf(other.clause.funder) : key;
  };
  return reasonOf(found, funder, (minor) => amountWords(money(minor, grant)));
}

/** Through the seat's own sight of the record; the person is named where their Patient may be seen. */
async function seenOf({ services }: Asking, access: Access, refs: readonly string[]): Promise<readonly TracedItem[]> {
  const repository = services.repository(access);
  const rows = await repository.readMany(refs);
  const persons = await services.ports.persons.of(services.store, rows);
  const subjects = new Map(rows.map((row) => [`${row.type}/${row.id}`, subjectOf(row)]));
  const patients = await repository.readMany([...new Set([...subjects.values()].filter((one) => one !== ''))]);
  const names = new Map(patients.map((row) => [`Patient/${row.id}`, nameIn(row)]));
  return rows.map((row) => {
    const reference = `${row.type}/${row.id}`;
    const day = dayOf(JSON.parse(row.body) as Record<string, unknown>);
    const person = persons.find(({ bkt, cmp }) => bkt === row.bkt && cmp === row.cmp)?.person;
    const name = names.get(subjects.get(reference) ?? '');
    return {
      reference,
      ...(day === undefined ? {} : { day }),
      ...(person === undefined || name === undefined ? {} : { person: { id: person, name } }),
    };
  });
}

function subjectOf({ body }: Stored): string {
  const { subject } = JSON.parse(body) as { readonly subject?: { readonly reference?: string } };
  return subject?.reference ?? '';
}

function nameIn({ body }: Stored): string {
  const { name } = JSON.parse(body) as {
    readonly name?: readonly { readonly text?: string; readonly given?: readonly string[]; readonly family?: string }[];
  };
  const [first] = name ?? [];
  return first?.text ?? [...(first?.given ?? []), first?.family ?? ''].join(' ').trim();
}
