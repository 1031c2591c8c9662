import { clausesThen, dayWords, type GrantClause, type Instrument, spaced, type Stack } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { NO_PURPOSE, type Purpose } from '../ledger/entry.ts';
import type { FencesOf } from '../ledger/book.ts';
import type { PurposeOf } from '../ledger/purpose.ts';
import { type AgreedPool, CHARGES } from './agreed-pool.ts';

type Of = Pick<AgreedPool, 'instrument' | 'name'>;
type Given = { readonly instrument: Instrument; readonly clause: GrantClause };

/**
 * For which programme and grant the schemes of a pool are, by the grants of its agreement that go into it: a scheme with the name of a
 * grant, or of one of its lines, is for that grant on its days, and one with the name of a programme for the programme. What two
 * grants call alike is for neither; it is for their programme where that is one. Absent where no version of the agreement has any.
 */
export function purposesIn(stack: Stack, pool: Of, today: Day): PurposeOf | undefined {
  const grantsOn = grantsByDay(stack, pool, today);
  return grantsOn && ((scheme, on) => purposeAmong(grantsOn(on), scheme));
}

/**
 * Which ring-fenced money pays for a scheme: what was given under its own name, then what was given under that of its grant, then of its
 * programme. A name that says something else besides, of this agreement, is nobody's but its own scheme's.
 */
export function fencesIn(stack: Stack, pool: Of, today: Day): FencesOf | undefined {
  const grantsOn = grantsByDay(stack, pool, today);
  return grantsOn && ((scheme, on) => fencesAmong(grantsOn(on), scheme));
}

function fencesAmong(grants: readonly Given[], scheme: string): readonly string[] {
  const { programme, grant } = purposeAmong(grants, scheme);
  const own = grants.find((one) => keyOf(one) === grant)?.clause.grant;
  const says = (name: string, wanted: Purpose): boolean => {
    const said = purposeAmong(grants, name);
    return said.programme === wanted.programme && said.grant === wanted.grant;
  };
  const names = [
    scheme,
    ...(own !== undefined && says(own, { programme, grant }) ? [own] : []),
    ...(programme !== '' && says(programme, { programme, grant: '' }) ? [programme] : []),
  ];
  return [...new Set(names)];
}

function grantsByDay(stack: Stack, pool: Of, today: Day): ((on: Day) => readonly Given[]) | undefined {
  if (grantsInto(stack, pool).length === 0) return undefined;
  const goesIn = goesInto(pool);
  const known = new Map<Day, readonly Given[]>();
  return (on) => {
    const then =
      known.get(on) ??
      clausesThen(stack, 'grant', { on, knownOn: today > on ? today : on })
        .filter(goesIn)
        .filter(({ clause: { period } }) => period.from <= on && on < period.until);
    known.set(on, then);
    return then;
  };
}

function purposeAmong(grants: readonly Given[], scheme: string): Purpose {
  const own = grants.filter(({ clause }) => clause.grant === scheme || clause.lines.some(({ id }) => id === scheme));
  const [only] = own;
  if (only && own.length === 1) return { programme: only.clause.programme, grant: keyOf(only) };
  const near = own.length > 0 ? own : grants.filter(({ clause }) => clause.programme === scheme);
  const programmes = new Set(near.map(({ clause }) => clause.programme));
  const [programme = ''] = programmes;
  return programmes.size === 1 ? { ...NO_PURPOSE, programme } : NO_PURPOSE;
}

/** As its returns name it (grant/agreed.ts). */
function keyOf({ instrument, clause: { id, period } }: Given): string {
  return `${instrument.id}/${id}/${period.from}`;
}

function goesInto(pool: Of): (given: Given) => boolean {
  return ({ instrument, clause }) => instrument.id === pool.instrument && (clause.pool ?? CHARGES) === pool.name;
}

/** Grants that go into a pool by any version of its agreement. */
function grantsInto(stack: Stack, pool: Of): readonly Given[] {
  const goesIn = goesInto(pool);
  return stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) =>
      clause.clause === 'grant' && goesIn({ instrument, clause }) ? [{ instrument, clause }] : [],
    ),
  );
}

/** A purpose in words. */
export type NamedPurpose = Purpose & { readonly words: string };

/** Everything that money of a pool can be for by any version of its agreement: each programme, and each grant. */
export function purposesNamed(stack: Stack, pool: Of): readonly NamedPurpose[] {
  const named = new Map<string, NamedPurpose & { readonly place: string }>();
  for (const given of grantsInto(stack, pool)) {
    const { programme, grant, period } = given.clause;
    const words = spaced(programme);
    named.set(programme, { programme, grant: '', words, place: words });
    const of = `${words}: ${spaced(grant)}, from`;
    // By programme and grant, and each grant's years in their order.
    const one = {
      programme,
      grant: keyOf(given),
      words: `${of} ${dayWords(period.from)}`,
      place: `${of} ${period.from}`,
    };
    named.set(`${programme} ${one.grant}`, one);
  }
  return [...named.values()]
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ programme, grant, words }) => ({ programme, grant, words }));
}

/** Of one programme, with all of its grants, or of one grant alone. */
export type OnlyFor = { readonly programme?: string; readonly grant?: string };

/** What was asked for alone, in words; nothing where all of the pool was asked for. */
export function onlyFor(stack: Stack, pool: Of, { programme, grant }: OnlyFor): Outcome<NamedPurpose | undefined> {
  if (programme === undefined && grant === undefined) return accepted(undefined);
  const found = purposesNamed(stack, pool).find((one) =>
    grant === undefined ? one.programme === programme && one.grant === '' : one.grant === grant,
  );
  return found
    ? accepted(found)
    : refuse(
        'not-found',
        'money.no-purpose',
        'No grant of the agreement goes into this pool under this name, or for this programme. Ask for all of the pool, or for one that it names.',
      );
}
