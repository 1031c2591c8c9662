import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { compartmentOf } from '#repository';
import type { Check } from './contract.ts';
import { type CountedPack, shownMeasures } from './catalogue.ts';
import { ruleWords, windowWords } from './definition.ts';
import { countedBy, type Fact, type Known, judge } from './evaluate.ts';
import type { FactDefinition, MeasureDefinition, Rule } from './pack.ts';
import { type SeeingServices, type SeenPerson, seePeople } from './seen.ts';
import { lapses } from './window.ts';

/** What a person is due and how they stand to the targets, from what this viewer may see of them. */
export async function checks(
  services: SeeingServices,
  access: Access,
  { person, today, packs }: { readonly person: string; readonly today: Day; readonly packs: readonly CountedPack[] },
): Promise<Outcome<readonly Check[]>> {
  const id = await personOf(services, person);
  const [seen] = id === undefined ? [] : await seePeople(services, access, [id]);
  return seen ? accepted(checksOf(packs, seen.known, today)) : noPerson();
}

/** The checks of somebody on a register that is worked from, pack by pack; nobody else is asked for any. What two packs ask alike is asked once. */
export function checksOf(packs: readonly CountedPack[], knownBy: SeenPerson['known'], today: Day): readonly Check[] {
  const asked = new Set<string>();
  return packs.flatMap((pack) => {
    if (pack.pack.use !== 'care') return [];
    const known = knownBy(pack);
    if (!judge(pack.pack.register, known, today).holds) return [];
    return shownMeasures(pack)
      .filter(isCheck)
      .filter(({ id, asks = id }) => !asked.has(asks) && asked.add(asks))
      .map((measure) => checkOf({ pack, measure }, known, today));
  });
}

/** What only sums up other measures is no check of its own, nor is a step of a cascade or what was feared. */
function isCheck({ met, kind }: MeasureDefinition): boolean {
  return !('all' in met) && (kind === 'process' || kind === 'target');
}

/** A measure, and the pack by whose words it is told. */
export type Asked = { readonly pack: CountedPack; readonly measure: MeasureDefinition };

export function checkOf({ pack, measure }: Asked, known: Known, today: Day): Check {
  const { id, title, met } = measure;
  const kind = measure.kind === 'process' ? 'process' : 'target';
  const applies = countedBy(measure, known, today).holds;
  const verdict = judge(met, known, today);
  const last = verdict.because;
  const window = 'within' in met ? met.within : undefined;
  const lapse = last && window !== undefined ? lapses(last.at, window) : undefined;
  const state = !applies ? 'not-applicable' : verdict.holds ? 'met' : kind === 'process' ? 'due' : 'not-met';
  const value = last && shown(pack, last);
  return {
    measure: id,
    title,
    kind,
    state,
    ...(last ? { last: last.at } : {}),
    ...(value ? { value } : {}),
    ...(lapse && kind === 'process' ? { due: lapse } : {}),
    why: why({ pack, measure, state, last, lapse, today }),
  };
}

/** Titles of the processes that are due, but for some measure. */
export function dueTitles(
  packs: readonly CountedPack[],
  { known, today, but }: { readonly known: SeenPerson['known']; readonly today: Day; readonly but: string },
): readonly string[] {
  return checksOf(packs, known, today)
    .filter((check) => check.kind === 'process' && check.state === 'due' && check.measure !== but)
    .map((check) => check.title);
}

/** A fact's value as people read it: '52 mmol/mol', '132/78 mmHg'; undefined where the day says it all. */
export function shown(pack: CountedPack, { fact, value, second }: Fact): string | undefined {
  const definition = definitionOf(pack, fact);
  if (definition?.unit === undefined || value === undefined) return undefined;
  const number = (one: number) => String(Number(one.toFixed(definition.value?.decimals ?? 0)));
  return `${number(value)}${second === undefined ? '' : `/${number(second)}`} ${definition.unit}`;
}

type Reasons = Asked & {
  readonly state: Check['state'];
  readonly last: Fact | undefined;
  readonly lapse: Day | undefined;
  readonly today: Day;
};

function why({ pack, measure, state, last, lapse, today }: Reasons): string {
  const what = definitionOf(pack, factOf(measure.met))?.title ?? measure.title;
  if (state === 'not-applicable') return notAsked(pack, measure);
  if (!last) return `No ${what} is recorded.`;
  const reading = [what, shown(pack, last)].filter(Boolean).join(' ');
  const done = `${reading} on ${dayText(last.at)}`;
  if (lapse !== undefined && lapse <= today)
    return `${done} was the last; it counted up to ${dayText(plusDays(lapse, -1))}.`;
  const until = lapse === undefined ? '' : `, counts up to ${dayText(plusDays(lapse, -1))}`;
  if (measure.kind === 'process' || state === 'met') return `${done}${until}.`;
  return 'below' in measure.met || 'atMost' in measure.met
    ? `${done} is above the target.`
    : `${done} does not meet it.`;
}

function notAsked(pack: CountedPack, { of, exclusions = [] }: MeasureDefinition): string {
  if (of !== 'register' && 'has' in of)
    return `No ${definitionOf(pack, of.has)?.title ?? of.has}${windowWords(of.within)} to judge by.`;
  const out = exclusions.map(({ title }) => title).join(', ');
  if (of === 'register') return `Left out of this measure: ${out}.`;
  const whom = ruleWords(of, pack.pack);
  return `Asked only of those for whom this holds: ${whom}${out ? `; left out: ${out}` : ''}.`;
}

function factOf(rule: Rule): string {
  if ('has' in rule) return rule.has;
  if ('latest' in rule) return rule.latest;
  if ('lasts' in rule) return rule.lasts;
  return 'first' in rule ? rule.first : '';
}

function definitionOf({ pack }: CountedPack, fact: string): FactDefinition | undefined {
  return pack.facts.find((one) => one.id === fact);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '2026-03-02' as '02-Mar-2026', as dates stand on clinical screens. */
function dayText(day: Day): string {
  const [year, month = '1', date] = day.split('-');
  return `${date}-${MONTHS[Number(month) - 1]}-${year}`;
}

export async function personOf({ store, ports }: SeeingServices, person: string): Promise<string | undefined> {
  if (!person.startsWith('Patient/')) return person.replace(/^Person\//, '');
  const [row] = await ports.persons.of(store, [compartmentOf(person)]);
  return row?.person;
}

export function noPerson(): Outcome<never> {
  return refuse('not-found', 'insight.no-person', 'There is no such person among those you may see.');
}
