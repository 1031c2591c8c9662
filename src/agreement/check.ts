import type { Refusal } from '#fhir';
import { checkClauses } from './check-clauses.ts';
import type { Instrument, Party } from './instrument.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { KINDS, MANDATE_RANKS, SHARING_SECTIONS, type Section } from './kinds.ts';
import { checkLawful } from './law.ts';

/** Everything that keeps a draft from being signed, by name; empty where it may be. The law of its jurisdiction joins in where it is given. */
export function checkInstrument(draft: Instrument, law?: Jurisdiction): readonly Refusal[] {
  return [
    ...checkNames(draft),
    ...checkParties(draft),
    ...checkSections(draft),
    ...checkRank(draft),
    ...checkDays(draft),
    ...checkPopulation(draft),
    ...checkClauses(draft),
    ...(law ? checkLawful(draft, law) : []),
  ];
}

function checkNames(draft: Instrument): readonly Refusal[] {
  const lists = [
    { what: 'party', ids: draft.parties.map((party) => party.organization) },
    { what: 'paragraph', ids: draft.text.map((paragraph) => paragraph.id) },
    { what: 'part', ids: draft.clauses.map((clause) => clause.id) },
  ];
  return lists.flatMap(({ what, ids }) =>
    repeated(ids).map((id) => ({
      code: 'agreement.duplicate',
      type: 'invariant',
      text: `The ${what} '${id}' is there twice; name each once.`,
    })),
  );
}

function checkParties(draft: Instrument): readonly Refusal[] {
  const rule = KINDS[draft.kind];
  const alone = draft.kind === 'mandate' && draft.rank === 'organisation';
  const few: readonly Refusal[] =
    draft.parties.length < rule.fewestParties || (alone && draft.parties.length !== 1)
      ? [
          {
            code: 'agreement.parties',
            type: 'business-rule',
            text: alone
              ? "An organisation's own policy names that organisation alone as its party."
              : `A ${rule.words} needs at least ${rule.fewestParties} parties; this has ${draft.parties.length}.`,
          },
        ]
      : [];
  return [...few, ...draft.parties.filter((party) => !permitted(party, rule.parties)).map(wrongKind)];

  function wrongKind(party: Party): Refusal {
    const is = party.kind ? `is a ${party.kind.replaceAll('-', ' ')}` : 'does not say what it is in law';
    return {
      code: 'agreement.party-kind',
      type: 'business-rule',
      text: `${party.name} cannot be a party of a ${rule.words}: it ${is}, and ${rule.because}.`,
    };
  }
}

/** A population that nobody can be in shares nothing, and nobody would see why. */
function checkPopulation({ population }: Instrument): readonly Refusal[] {
  const { fromAge = 0, belowAge = Number.POSITIVE_INFINITY, conditions, organizations } = population;
  const nobody = fromAge >= belowAge || conditions?.codes.length === 0 || organizations?.length === 0;
  if (!nobody) return [];
  const text = 'Nobody can be in the population as it stands; say whom it is about, or leave out what narrows it.';
  return [{ code: 'agreement.population', type: 'business-rule', text, expression: 'Instrument.population' }];
}

function permitted(party: Party, kinds: readonly string[] | undefined): boolean {
  return kinds === undefined || (party.kind !== undefined && kinds.includes(party.kind));
}

function checkSections(draft: Instrument): readonly Refusal[] {
  const rule = KINDS[draft.kind];
  const shares = draft.clauses.some((clause) => clause.clause === 'share');
  const needed = new Set<Section>([...rule.sections, ...(shares && draft.kind !== 'mandate' ? SHARING_SECTIONS : [])]);
  const there = new Set(draft.text.filter((one) => one.text.trim() !== '').map((one) => one.section));
  return [...needed]
    .filter((section) => !there.has(section))
    .map((section) => ({
      code: 'agreement.section-missing',
      type: 'business-rule',
      text: `The text has no paragraph on ${section.replaceAll('-', ' ')}, which ${
        rule.sections.includes(section) ? `a ${rule.words} needs` : 'sharing of records needs'
      }; write one and mark it as that section.`,
      expression: `Instrument.text.where(section='${section}')`,
    }));
}

/** Who may speak with which force: parties cannot make law between themselves, and law is not an agreement. */
function checkRank(draft: Instrument): readonly Refusal[] {
  const ranks =
    draft.kind === 'mandate'
      ? ['court-order', 'statute', 'jurisdiction-pack', 'organisation']
      : ['partnership', 'scheme'];
  const wrong = !ranks.includes(draft.rank);
  const signed = draft.kind === 'mandate' && draft.signed !== undefined;
  const { mandate } = draft;
  const unfit = mandate !== undefined && (draft.kind !== 'mandate' || MANDATE_RANKS[mandate] !== draft.rank);
  return [
    ...(unfit
      ? [
          {
            code: 'agreement.mandate',
            type: 'business-rule' as const,
            text: `This says it is a ${mandate.replaceAll('-', ' ')}; one is a mandate with the force '${MANDATE_RANKS[mandate]}'.`,
          },
        ]
      : []),
    ...(wrong
      ? [
          {
            code: 'agreement.rank',
            type: 'business-rule' as const,
            text: `A ${KINDS[draft.kind].words} cannot have the force '${draft.rank}'; it has one of: ${ranks.join(', ')}.`,
          },
        ]
      : []),
    ...(signed
      ? [
          {
            code: 'agreement.mandate-signed',
            type: 'business-rule' as const,
            text: 'A mandate is signed by nobody; leave out the day of signing.',
          },
        ]
      : []),
  ];
}

function checkDays(draft: Instrument): readonly Refusal[] {
  const { decided, effective, expires, signed } = draft;
  const wrong = [
    ...(effective < decided ? ['it cannot start before it was decided'] : []),
    ...(signed !== undefined && signed < decided ? ['it cannot be signed before it was decided'] : []),
    ...(expires !== undefined && expires <= effective ? ['it has to end after it starts'] : []),
    ...draft.clauses.flatMap((clause) =>
      clause.clause === 'inform' && expires !== undefined && clause.earliest >= expires
        ? ['the day from which it may share lies after its end']
        : [],
    ),
  ];
  return wrong.map((why) => ({ code: 'agreement.days', type: 'invariant', text: `The days do not fit: ${why}.` }));
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
