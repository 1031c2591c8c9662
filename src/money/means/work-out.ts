import { dayWords } from '#agreement';
import { day, type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { checkMeans } from './check.ts';
import type { Means, Worked, WorkedLine } from './contract.ts';
import { deferral } from './later.ts';
import type { Figure, MeansPack, MeansYear } from './pack.ts';
import { capitalOf, incomeOf, linesIn, type Making, said } from './sums.ts';

/**
 * What somebody pays a week for their care, by the rules of the day from which it counts: each step a line with its sum, its
 * source and plain words. Pure: the same means and pack give the same bytes.
 */
export function workOut(pack: MeansPack, means: Means): Outcome<Worked> {
  const checked = checkMeans(pack, means);
  if (!checked.ok) return checked;
  const year = checked.value;
  const making: Making = { pack, year, means };
  const care = careOf(making);
  const social = care.cost - care.health - care.free;
  if (social === 0) return accepted(worked(making, care, { lines: [], outcome: 'free', charge: 0, left: 0, keeps: 0 }));
  if (means.light !== undefined) return accepted(worked(making, care, lightly(making, social)));
  const keeps = keepsOf(making);
  return keeps.ok ? accepted(worked(making, care, assessed(making, social, keeps.value))) : keeps;
}

type Found = {
  readonly lines: readonly WorkedLine[];
  readonly outcome: Worked['outcome'];
  readonly charge: number;
  readonly left: number;
  readonly keeps: number;
};

type Care = {
  readonly lines: readonly WorkedLine[];
  readonly cost: number;
  readonly health: number;
  readonly free: number;
  readonly until?: Day;
};

/** The package, service by service: what is health, what is free and why, and what is left to be charged for. */
function careOf({ pack, means }: Making): Care {
  const add = linesIn('care');
  const ends: Day[] = [];
  let [health, free] = [0, 0];
  for (const { words, minor, by, free: named, since } of means.care) {
    const rule = pack.exemptions.find(({ id }) => id === named);
    const end = rule?.weeks === undefined ? undefined : plusDays(day(since ?? ''), rule.weeks * 7);
    const holds = rule !== undefined && (end === undefined || means.on < end);
    if (by === 'health') {
      health += minor;
      add({ words: `${words}: paid by the health service`, minor: 0, of: minor, source: pack.rules['health'] ?? '' });
    } else if (holds) {
      free += minor;
      if (end) ends.push(end);
      const until = end ? `, until the day before ${dayWords(end)}` : '';
      add({ words: `${words}: free, because ${rule.because}${until}`, minor: 0, of: minor, source: rule.source });
    } else {
      const over = rule && end ? ` (it was free until the day before ${dayWords(end)})` : '';
      add({ words: `${words}${over}`, minor, source: rule?.source ?? pack.rules['charge'] ?? '' });
    }
  }
  const cost = means.care.reduce((sum, { minor }) => sum + minor, 0);
  const [first] = ends.sort();
  return { lines: add.all(), cost, health, free, ...(first === undefined ? {} : { until: first }) };
}

/** Not assessed in full: the person clearly can pay, or clearly cannot. */
function lightly({ pack, means }: Making, social: number): Found {
  const rule = pack.lightTouch.find(({ id }) => id === means.light?.rule);
  const charge = rule?.pays === 'all' ? social : 0;
  const add = linesIn('charge');
  const words = `Not assessed in full: ${rule?.words}. Why: ${means.light?.why}`;
  add({ words, minor: charge, source: rule?.source ?? '' });
  return { lines: add.all(), outcome: 'not-assessed', charge, left: 0, keeps: 0 };
}

function assessed(making: Making, social: number, keeps: Keeps): Found {
  const { pack, means } = making;
  const capital = capitalOf(making);
  const limit = upperLimit(making);
  const charge = linesIn('charge');
  if (capital.counted > limit.minor) {
    const words = `Capital is above ${said(pack, limit.minor)}, so the person pays all that it costs`;
    charge({ words, minor: social, source: limit.source });
    const later = means.defers ? deferral(making, social) : [];
    const lines = [...capital.lines, ...charge.all(), ...later];
    return { lines, outcome: 'full-cost', charge: social, left: 0, keeps: 0 };
  }
  const tariff = tariffOf(making, capital.counted);
  const income = incomeOf(making);
  const had = income.counted + tariff.minor;
  const spare = Math.max(0, had - keeps.minor);
  const paid = Math.min(social, spare);
  const least = `${said(pack, income.counted)} of income and ${said(pack, tariff.minor)} for capital, less ${said(pack, keeps.minor)} to keep`;
  const why = spare > social ? `${least}, is more than the care costs: the person pays what it costs` : `${least}`;
  const nothing = had <= keeps.minor ? ': nothing is left to pay with' : '';
  charge({ words: `What the person pays: ${why}${nothing}`, minor: paid, source: pack.rules['charge'] ?? '' });
  const later = means.defers ? deferral(making, paid) : [];
  const lines = [...capital.lines, ...tariff.lines, ...income.lines, ...keeps.lines, ...charge.all(), ...later];
  return { lines, outcome: 'assessed', charge: paid, left: had - paid, keeps: Math.min(had, keeps.minor) };
}

/** A week's income that capital between the limits counts as, each part of a step as a whole one. */
function tariffOf({ pack, year: { figures } }: Making, counted: number): Keeps {
  const add = linesIn('tariff');
  const [lower, step, each] = ['lower-limit', 'tariff-step', 'tariff-income'].map((id) => figures[id]?.minor ?? 0) as [
    number,
    number,
    number,
  ];
  const minor = counted > lower ? Math.ceil((counted - lower) / step) * each : 0;
  const words =
    minor === 0
      ? `Capital is not above ${said(pack, lower)}: it adds nothing to income`
      : `For capital above ${said(pack, lower)}, each ${said(pack, step)} or part of it counts as ${said(pack, each)} of income a week`;
  add({ words, minor, source: pack.rules['tariff'] ?? '' });
  return { minor, lines: add.all() };
}

function upperLimit({ pack, year, means }: Making): Figure {
  const law = year.figures['upper-limit'] ?? { minor: 0, source: '' };
  const own = means.upperLimit;
  return own === undefined ? law : { minor: own.minor, source: `${pack.rules['higher-limit']} (${own.source})` };
}

type Keeps = { readonly minor: number; readonly lines: readonly WorkedLine[] };

/** What must be left: the allowance of the setting with its premiums, and what a disability and housing cost. */
function keepsOf(making: Making): Outcome<Keeps> {
  const { pack, year, means } = making;
  const add = linesIn('allowance');
  const home = means.setting === 'home';
  const wanted = home ? [means.household, ...means.premiums] : ['personal-expenses'];
  const missing = wanted.filter((id) => year.figures[id] === undefined);
  const published = wanted.reduce((sum, id) => sum + (year.figures[id]?.minor ?? 0), 0);
  const rule = pack.rules[home ? 'minimum-income' : 'personal-expenses'] ?? '';
  if (means.allowance === undefined && missing.length > 0) return notShipped(making, missing);
  if (means.allowance !== undefined && means.allowance.minor < published) {
    const text = `allowance: ${said(pack, means.allowance.minor)} is less than the ${said(pack, published)} that the law lets the person keep. Enter that or more.`;
    return refuse('business-rule', 'money.means-too-little', text);
  }
  if (means.allowance === undefined) {
    for (const id of wanted) {
      const figure = year.figures[id];
      add({
        words: `To keep: ${nameOf(pack, id)}`,
        minor: -(figure?.minor ?? 0),
        source: `${rule}; ${figure?.source}`,
      });
    }
  } else {
    const { minor, source } = means.allowance;
    const words = `To keep: ${home ? 'minimum income guarantee' : 'personal expenses allowance'}, as entered`;
    const because = missing.length > 0 ? pack.rules['typed'] : pack.rules['more-allowed'];
    add({ words, minor: -minor, source: `${rule}; ${because}: ${source}` });
  }
  const spending = linesIn('spending');
  for (const { kind, words, minor } of means.spending) {
    const what = kind === 'disability' ? 'Because of a disability' : 'Housing';
    spending({ words: `To keep: ${what}: ${words}`, minor: -minor, source: pack.rules[kind] ?? '' });
  }
  const lines = [...add.all(), ...spending.all()];
  return accepted({ lines, minor: -lines.reduce((sum, { minor }) => sum + minor, 0) });
}

function notShipped({ pack, year }: Making, missing: readonly string[]): Outcome<never> {
  const names = missing.map((id) => nameOf(pack, id)).join(', ');
  const text = `allowance: no certain figure for ${year.id} is here for: ${names}. Enter the amount a week that was published, and where.`;
  return refuse('required', 'money.means-figure', text);
}

function nameOf({ households, premiums }: MeansPack, id: string): string {
  if (id === 'personal-expenses') return 'personal expenses allowance';
  const found = [...households, ...premiums].find((one) => one.id === id);
  return found === undefined
    ? id
    : `minimum income guarantee, ${found.words.charAt(0).toLowerCase()}${found.words.slice(1)}`;
}

function worked({ pack, year, means }: Making, care: Care, found: Found): Worked {
  const { lines, outcome, charge, left, keeps } = found;
  const council = care.cost - care.health - charge;
  const budget = linesIn('budget');
  const source = pack.rules['budget'] ?? '';
  if (care.health > 0)
    budget({ words: 'The health service pays', minor: care.health, source: pack.rules['health'] ?? '' });
  budget({ words: 'The council pays', minor: council, source });
  budget({ words: 'The person pays', minor: charge, source });
  return {
    pack: packName(year),
    on: day(means.on),
    currency: pack.currency,
    outcome,
    lines: [...care.lines, ...lines, ...budget.all()],
    cost: care.cost,
    health: care.health,
    council,
    charge,
    left,
    keeps,
    ...(care.until === undefined ? {} : { until: care.until }),
  };
}

export function packName({ id, version }: Pick<MeansYear, 'id' | 'version'>): string {
  return `${id} version ${version}`;
}
