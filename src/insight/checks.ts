import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { compartmentOf } from '#repository';
import type { Check } from './contract.ts';
import { pack, shownMeasures } from './diabetes.ts';
import { type Fact, type Known, judge, lapses } from './evaluate.ts';
import type { FactDefinition, MeasureDefinition, Rule } from './pack.ts';
import { type SeeingServices, seePeople } from './seen.ts';

/** What a person is due and how they stand to the targets, from what this viewer may see of them. */
export async function checks(
  services: SeeingServices,
  access: Access,
  { person, today }: { readonly person: string; readonly today: Day },
): Promise<Outcome<readonly Check[]>> {
  const id = await personOf(services, person);
  const [seen] = id === undefined ? [] : await seePeople(services, access, [id]);
  return seen ? accepted(checksOf(seen.known, today)) : noPerson();
}

/** The checks of somebody on the register, in the order of the pack; nobody else is asked for any. */
export function checksOf(known: Known, today: Day): readonly Check[] {
  if (!judge(pack.register, known, today).holds) return [];
  // What only sums up other measures is no check of its own.
  return shownMeasures.filter(({ met }) => !('all' in met)).map((measure) => checkOf(measure, known, today));
}

export function checkOf(measure: MeasureDefinition, known: Known, today: Day): Check {
  const { id, title, kind, of, met } = measure;
  const applies = of === 'register' ? true : judge(of, known, today).holds;
  const verdict = judge(met, known, today);
  const last = verdict.because;
  const window = 'within' in met ? met.within : undefined;
  const lapse = last && window !== undefined ? lapses(last.at, window) : undefined;
  const state = !applies ? 'not-applicable' : verdict.holds ? 'met' : kind === 'process' ? 'due' : 'not-met';
  const value = last && shown(last);
  return {
    measure: id,
    title,
    kind,
    state,
    ...(last ? { last: last.at } : {}),
    ...(value ? { value } : {}),
    ...(lapse && kind === 'process' ? { due: lapse } : {}),
    why: why({ measure, state, last, lapse, today }),
  };
}

/** Titles of the processes that are due, but for some measure. */
export function dueTitles(known: Known, today: Day, but: string): readonly string[] {
  return checksOf(known, today)
    .filter((check) => check.kind === 'process' && check.state === 'due' && check.measure !== but)
    .map((check) => check.title);
}

/** A fact's value as people read it: '52 mmol/mol', '132/78 mmHg'; undefined where the day says it all. */
export function shown({ fact, value, second }: Fact): string | undefined {
  const definition = definitionOf(fact);
  if (definition?.unit === undefined || value === undefined) return undefined;
  const number = (one: number) => String(Number(one.toFixed(definition.value?.decimals ?? 0)));
  return `${number(value)}${second === undefined ? '' : `/${number(second)}`} ${definition.unit}`;
}

type Reasons = {
  readonly measure: MeasureDefinition;
  readonly state: Check['state'];
  readonly last: Fact | undefined;
  readonly lapse: Day | undefined;
  readonly today: Day;
};

function why({ measure, state, last, lapse, today }: Reasons): string {
  const what = definitionOf(factOf(measure.met))?.title ?? measure.title;
  if (state === 'not-applicable') return notAsked(measure);
  if (!last) return `No ${what} is recorded.`;
  const reading = [what, shown(last)].filter(Boolean).join(' ');
  const done = `${reading} on ${dayText(last.at)}`;
  if (lapse !== undefined && lapse <= today)
    return `${done} was the last; it counted up to ${dayText(plusDays(lapse, -1))}.`;
  const until = lapse === undefined ? '' : `, counts up to ${dayText(plusDays(lapse, -1))}`;
  if (measure.kind === 'process' || state === 'met') return `${done}${until}.`;
  return `${done} is above the target.`;
}

function notAsked({ of }: MeasureDefinition): string {
  if (of !== 'register' && 'has' in of) {
    const months = of.within === undefined ? '' : ` in the last ${of.within} months`;
    return `No ${definitionOf(of.has)?.title ?? of.has}${months} to judge by.`;
  }
  return 'Not asked of people of this age without cardiovascular disease.';
}

function factOf(rule: Rule): string {
  if ('has' in rule) return rule.has;
  return 'latest' in rule ? rule.latest : '';
}

function definitionOf(fact: string): FactDefinition | undefined {
  return pack.facts.find((one) => one.id === fact);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '2026-03-02' as '02-Mar-2026', as dates stand on clinical screens. */
function dayText(day: Day): string {
  const [year, month = '1', date] = day.split('-');
  return `${date}-${MONTHS[Number(month) - 1]}-${year}`;
}

async function personOf({ store, ports }: SeeingServices, person: string): Promise<string | undefined> {
  if (!person.startsWith('Patient/')) return person.replace(/^Person\//, '');
  const [row] = await ports.persons.of(store, [compartmentOf(person)]);
  return row?.person;
}

function noPerson(): Outcome<never> {
  return refuse('not-found', 'insight.no-person', 'There is no such person among those you may see.');
}
