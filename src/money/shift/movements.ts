import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking } from '../ask.ts';
import { MONEY_ROLES } from '../may.ts';
import type { CostMovement, MovementAnswers, MovementPeople } from './contract.ts';
import { type CommentRow, commentRows, keepComment, type MovementRow, movementRows } from './shift.queries.ts';
import { commentFact, watchMovements } from './watch.ts';

type Now = {
  readonly today: Day;
  readonly organization: string;
  /** The names that it answers to. */
  readonly names: readonly string[];
  readonly nameOf: (organization: string) => string;
  readonly instruments: readonly string[];
};

export function movementAnswers(asking: Asking): MovementAnswers {
  return {
    movements: (access) => movements(asking, access),
    movement: (access, id) => movement(asking, access, id),
    lookForMovements: (access) => look(asking, access),
    commentMovement: (access, id, words) => comment(asking, access, id, words),
  };
}

/** What the seat's organisation may know: its own at once, those of others once both have said what they have to say. */
async function movements(asking: Asking, access: Access): Promise<Outcome<readonly CostMovement[]>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  const { store } = asking.services;
  const rows = await movementRows(store, { instruments: now.value.instruments });
  const comments = await commentRows(
    store,
    rows.map(({ id }) => id),
  );
  return accepted(
    rows
      .filter((row) => maySee(row, comments, now.value))
      .map((row) => viewOf(row, comments, { ...now.value, access })),
  );
}

async function movement(asking: Asking, access: Access, id: string) {
  const found = await rowFor(asking, access, id);
  if (!found.ok) return found;
  const { row, comments, now } = found.value;
  return accepted({ ...viewOf(row, comments, { ...now, access }), seen: await peopleOf(asking, access, row) });
}

async function look(asking: Asking, access: Access): Promise<Outcome<number>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  return accepted(await watchMovements(asking, now.value.instruments));
}

async function comment(asking: Asking, access: Access, id: string, said: string): Promise<Outcome<true>> {
  const [found, words] = [await rowFor(asking, access, id), reasonOf(said)];
  if (!found.ok) return found;
  if (!words.ok) return words;
  const { row, now } = found.value;
  const sides = between(row).filter((one) => now.names.includes(one));
  if (!mayComment(access, row, now)) {
    return refuse(
      'forbidden',
      'money.not-yours',
      'Both partners that it is between say what is behind it: their finance leads or signatories.',
    );
  }
  const { services } = asking;
  return services.store.write(async (transaction) => {
    const by = { by: access.name ?? access.principal, at: new Date(services.now()), principal: access.principal };
    let fresh = 0;
    for (const organization of sides) {
      if (!(await keepComment(transaction, { movement: id, organization, words: words.value, ...by }))) continue;
      fresh += 1;
      await services.obligations?.fact(transaction, access, commentFact(id, organization), {
        reference: `/money/movements/${id}`,
      });
    }
    return fresh > 0
      ? accepted(true as const)
      : refuse('conflict', 'money.commented', 'Your organisation has said what is behind it already.');
  });
}

async function rowFor(asking: Asking, access: Access, id: string) {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  const { store } = asking.services;
  const [row] = /^\d{1,18}$/.test(id) ? await movementRows(store, { id }) : [];
  const comments = row ? await commentRows(store, [row.id]) : [];
  return row && now.value.instruments.includes(row.instrument) && maySee(row, comments, now.value)
    ? accepted({ row, comments, now: now.value })
    : refuse('not-found', 'money.no-movement', 'No cost movement that your organisation may know of has this number.');
}

async function nowFor(asking: Asking, access: Access): Promise<Outcome<Now>> {
  const { stack, today, nameOf, organizationOf, namesOf } = await agreedNow(asking);
  const organization = organizationOf(access.organization);
  if (!MONEY_ROLES.includes(access.role)) {
    return refuse('forbidden', 'money.not-yours', 'Cost movement is for those who look after the money of a partner.');
  }
  const names = namesOf(organization);
  const instruments = stack
    .filter(({ instrument }) => instrument.parties.some((party) => names.includes(party.organization)))
    .map(({ instrument }) => instrument.id);
  return accepted({ today, nameOf, organization, names, instruments: [...new Set(instruments)] });
}

function between({ from_organization, to_organization }: MovementRow): readonly string[] {
  return [from_organization, to_organization];
}

function open(row: MovementRow, comments: readonly CommentRow[], today: Day): boolean {
  const said = comments.filter(({ movement: of }) => of === row.id).length;
  return said < 2 && today <= row.due;
}

function maySee(row: MovementRow, comments: readonly CommentRow[], { today, names }: Now): boolean {
  return between(row).some((one) => names.includes(one)) || !open(row, comments, today);
}

function mayComment({ role }: Access, row: MovementRow, { names }: Now): boolean {
  return (role === 'finance-lead' || role === 'signatory') && between(row).some((one) => names.includes(one));
}

function viewOf(
  row: MovementRow,
  comments: readonly CommentRow[],
  now: Now & { readonly access: Access },
): CostMovement {
  const { today, nameOf, names, access } = now;
  const mine = comments.filter(({ movement: of }) => of === row.id);
  return {
    ...row.shown,
    id: row.id,
    instrument: row.instrument,
    due: row.due,
    state: open(row, comments, today) ? 'for-comment' : 'shown',
    comments: mine.map(({ organization: of, by, words, at }) => ({
      organization: nameOf(of),
      by,
      words,
      at: at.toISOString(),
    })),
    may: {
      comment:
        mayComment(access, row, now) &&
        between(row).some((side) => names.includes(side) && !mine.some((one) => one.organization === side)),
    },
  };
}

const SHOWN_MAX = 50;
const RECORDS_MAX = 500;

/** The people behind it, as far as this seat may see their records: the query itself leaves out all others. */
async function peopleOf({ services }: Asking, access: Access, { people }: MovementRow): Promise<MovementPeople> {
  const records = await services.ports.persons.records(services.store, people.slice(0, SHOWN_MAX * 2));
  const seen = await services
    .repository(access)
    .compartments(records.slice(0, RECORDS_MAX), { types: ['Patient'], limit: RECORDS_MAX });
  const names = new Map<string, string>();
  for (const { bkt, cmp, body } of seen) {
    const person = records.find((one) => one.bkt === bkt && one.cmp === cmp)?.person;
    if (person !== undefined && !names.has(person)) names.set(person, nameIn(body));
  }
  return {
    count: people.length,
    people: [...names].slice(0, SHOWN_MAX).map(([person, name]) => ({ person, name })),
  };
}

function nameIn(body: string): string {
  const { name } = JSON.parse(body) as {
    readonly name?: readonly { readonly family?: string; readonly given?: readonly string[]; readonly text?: string }[];
  };
  const [first] = name ?? [];
  return first?.text ?? ([...(first?.given ?? []), first?.family ?? ''].join(' ').trim() || 'no name');
}
