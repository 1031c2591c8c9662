import { type Day, isDay } from '#base';
import { ruleWords } from './definition.ts';
import { countedBy, evaluate, judge, type Fact, type Known } from './evaluate.ts';
import { factReader, settle } from './fact.ts';
import type { FactDefinition, Pack } from './pack.ts';

/** A made-up person with what a pack must answer of them. */
export type GoldenPerson = {
  readonly name: string;
  readonly born?: string;
  readonly died?: string;
  /** As at which day; else that of the file. */
  readonly asAt?: string;
  readonly resources?: readonly Readonly<Record<string, unknown>>[];
  /** In short: a fact of the pack, its day, and its values; made a resource by its first code. Of answers, the value is that of each. */
  readonly facts?: readonly (readonly [fact: string, at: string, value?: number, second?: number])[];
  readonly register: boolean;
  readonly counted: readonly string[];
  readonly met: readonly string[];
  readonly flips?: string;
};

export type Golden = { readonly today: string; readonly people: readonly GoldenPerson[] };

/** One answer that is not the expected one. */
export type GoldenFault = {
  readonly person: string;
  /** A measure, 'register' or 'flips'. */
  readonly measure: string;
  readonly expected: string;
  readonly got: string;
  readonly why: string;
};

/** Every answer of the pack about its golden people that differs from the one stated. */
export function goldenFaults(pack: Pack, golden: Golden): readonly GoldenFault[] {
  const read = factReader(pack.facts);
  return golden.people.flatMap((person) =>
    faultsOf(person, { pack, read, today: (person.asAt ?? golden.today) as Day }),
  );
}

type Judging = { readonly pack: Pack; readonly read: ReturnType<typeof factReader>; readonly today: Day };

function faultsOf(person: GoldenPerson, { pack, read, today }: Judging): readonly GoldenFault[] {
  const made = (person.facts ?? []).map((fact, at) => resourceOf(pack, fact, at));
  const facts = settle(
    pack,
    [...(person.resources ?? []), ...made].flatMap((resource) => read(resource)),
  );
  const known: Known = {
    facts,
    ...(person.born === undefined ? {} : { born: person.born as Day }),
    ...(person.died === undefined ? {} : { died: person.died as Day }),
  };
  const result = evaluate(pack, known, today);
  const fault = (measure: string, expected: string, got: string, why: string) =>
    expected === got ? [] : [{ person: person.name, measure, expected, got, why }];
  return [
    ...fault(
      'register',
      String(person.register),
      String(result.onRegister),
      `${ruleWords(pack.register, pack)}; ${factWords(facts)}`,
    ),
    ...pack.measures.flatMap((measure) => {
      const { counted = false, met = false } = result.measures.get(measure.id) ?? {};
      const expected = wordsOf(person.counted.includes(measure.id), person.met.includes(measure.id));
      return fault(measure.id, expected, wordsOf(counted, met), whyOf(pack, measure.id, { known, today }));
    }),
    ...(person.flips === undefined ? [] : fault('flips', person.flips, result.flips ?? 'never', factWords(facts))),
  ];
}

function wordsOf(counted: boolean, met: boolean): string {
  return counted ? (met ? 'met' : 'counted, not met') : 'not counted';
}

function whyOf(pack: Pack, id: string, { known, today }: { readonly known: Known; readonly today: Day }): string {
  const measure = pack.measures.find((one) => one.id === id);
  if (!measure) return '';
  const counted = countedBy(measure, known, today);
  const met = judge(measure.met, known, today);
  const said = `${counted.holds ? 'counted' : 'not counted'}; met by ${ruleWords(measure.met, pack)}: ${met.holds ? 'holds' : 'does not hold'}`;
  return `as at ${today}, ${said}; ${factWords(known.facts)}`;
}

function factWords(facts: readonly Fact[]): string {
  const all = facts.map(({ fact, at, value, second }) =>
    [fact, value, second, at].filter((one) => one !== undefined).join(' '),
  );
  return `facts: ${all.join(', ') || 'none'}`;
}

/** Every name in a golden file that the pack does not have, and every day that is none: a place, and its rule. */
export function goldenNames(pack: Pack, golden: Golden): readonly { readonly place: string; readonly rule: string }[] {
  const measures = new Set(pack.measures.map(({ id }) => id));
  const facts = new Set(pack.facts.map(({ id }) => id));
  if (!Array.isArray(golden.people) || golden.people.length === 0)
    return [{ place: 'people', rule: 'lists golden people' }];
  return golden.people.flatMap((person, at) => {
    const place = `people[${at}]`;
    const unknown = (['counted', 'met'] as const).flatMap((part) =>
      Array.isArray(person[part])
        ? person[part]
            .filter((id) => !measures.has(id))
            .map((id) => ({ place: `${place}.${part}`, rule: `names '${id}', which is no measure of the pack` }))
        : [{ place: `${place}.${part}`, rule: 'lists measures' }],
    );
    const told = (person.facts ?? []).flatMap(([id]: readonly [string, ...unknown[]]) =>
      pack.facts.some((fact) => fact.id === id && fact.value?.from === 'end')
        ? [{ place: `${place}.facts`, rule: `names '${id}', which lasts: it is told by 'resources'` }]
        : [],
    );
    const odd = (person.facts ?? [])
      .filter(([id]: readonly [string, ...unknown[]]) => !facts.has(id))
      .map(([id]: readonly [string, ...unknown[]]) => ({
        place: `${place}.facts`,
        rule: `names '${id}', which is no fact of the pack`,
      }));
    const day = isDay(person.asAt ?? golden.today)
      ? []
      : [{ place: `${place}.asAt`, rule: 'is a day, written 2026-03-31' }];
    return [...unknown, ...told, ...odd, ...day];
  });
}

function resourceOf(pack: Pack, [name, at, value, second]: readonly [string, string, number?, number?], place: number) {
  const definition = pack.facts.find(({ id }) => id === name) as FactDefinition;
  const { type, path, codes, value: rule, second: other } = definition;
  const key = rule?.from === 'code' && value !== undefined ? String(value) : (Object.keys(codes)[0] ?? '');
  const code = codes[key]?.[0] ?? '';
  if (type === 'QuestionnaireResponse') {
    const item = (rule?.items ?? []).map((linkId) => ({ linkId, answer: [{ valueDecimal: value }] }));
    return { resourceType: type, id: `g${place}`, status: 'completed', [path]: code, authored: at, item };
  }
  const coding = codingOf(code);
  const one = {
    resourceType: type,
    id: `g${place}`,
    status: 'completed',
    [path]: path === 'class' ? coding : { coding: [coding] },
  };
  const days = {
    effectiveDateTime: at,
    onsetDateTime: at,
    performedDateTime: at,
    authoredOn: at,
    created: at,
    start: at,
    date: at,
    period: { start: at, end: at },
  };
  const quantity = (number: number | undefined, units: object = {}) => ({ value: number, code: Object.keys(units)[0] });
  if (rule?.from === 'quantity') return { ...one, ...days, valueQuantity: quantity(value, rule.units) };
  if (rule?.from !== 'component') return { ...one, ...days };
  const component = [rule, ...(other ? [other] : [])].map((part, number) => ({
    code: { coding: [codingOf(part.codes?.[0] ?? '')] },
    valueQuantity: quantity(number === 0 ? value : second, part.units),
  }));
  return { ...one, ...days, component };
}

function codingOf(code: string) {
  const [system, value] = code.split('|');
  return { system, code: value };
}
