import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile } from '#http';
import { adxOf, dataValueSetOf, dhisPeriod, type Sent, type SentValue, type Services } from '#joint';
import { ask, type Asked, type AskedMeasure, askMeasure, type Asking, measureNumber } from '../ask.ts';
import { shownMeasures } from '../catalogue.ts';
import type { ExchangeQuestion, Tally } from '../contract.ts';
import { equityOf } from '../equity.ts';
import type { MeasureDefinition } from '../pack.ts';
import { scoreOf, type ScoringServices } from '../score.ts';
import { declared, FIGURES } from '../use.ts';
import { categoryName, elementName, optionName } from './names.ts';
import { scoreValues } from './score.ts';
import { lastDay, noPeriod, type Period, periodEnding, readPeriod } from './period.ts';

export const EXCHANGE_FORMATS = ['adx', 'datavalueset'] as const;

type Exchanging = { readonly asking: Asking; readonly services: Pick<Services, 'now' | 'zone'> & ScoringServices };

/** Figures as another system takes them, of a place and a period: as a screen tells them, those that it does not tell left out. */
export async function exchangeFile(
  { asking, services }: Exchanging,
  access: Access,
  { format, period: named, measure: id, ...question }: ExchangeQuestion,
): Promise<Outcome<BytesFile>> {
  const period = named === undefined ? undefined : readPeriod(named);
  if (named !== undefined && !period) return noPeriod(named);
  const on = period ? { asAt: lastDay(period) } : {};
  const found = await askFor(asking, access, { ...question, ...on, ...(id === undefined ? {} : { id }) });
  if (!found.ok) return found;
  const { asked, measures } = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const figures = asked.practices.length === 0 ? [] : measures.flatMap((measure) => valuesOf({ ...asked, measure }));
  const [first] = measures;
  // Beside one measure, as on its page.
  const score = id !== undefined && first ? await scoreOf(services, { ...asked, measure: first }) : undefined;
  const values = [...figures, ...(first && score ? scoreValues(first.id, score) : [])];
  if (values.length === 0) return nothing(asked.node.place.name);
  const sent = sentOf(asked, { values, period: period ?? periodEnding(asked.asAt), services });
  return accepted(written(sent, { format, exported: new Date(services.now()).toISOString() }));
}

type Found = { readonly asked: Asked; readonly measures: readonly MeasureDefinition[] };

/** One measure with its parts, or every measure of a pack; told apart. */
async function askFor(
  asking: Asking,
  access: Access,
  { id, pack, ...question }: Omit<ExchangeQuestion, 'format' | 'period' | 'measure'> & { readonly id?: string },
): Promise<Outcome<Found>> {
  const all = { ...question, apart: true, soon: true };
  if (id === undefined) {
    const found = await ask(asking, access, { ...all, ...(pack === undefined ? {} : { pack }) });
    return found.ok ? accepted({ asked: found.value, measures: shownMeasures(found.value.pack) }) : found;
  }
  const found = await askMeasure(asking, access, { ...all, id });
  if (!found.ok) return found;
  const parts = found.value.pack.pack.measures.filter(({ variantOf }) => variantOf === id);
  return accepted({ asked: found.value, measures: [found.value.measure, ...parts] });
}

/** Numerator and denominator, whole and by every dimension. What is not told is left out: no value is not a nought. */
function valuesOf(asked: AskedMeasure): readonly SentValue[] {
  const { measure, pack } = asked;
  const whole = asked.told(asked.node, measureNumber(asked.pack, measure.id));
  const parts = equityOf(asked).flatMap(({ dimension: name, rows }) => {
    const dimension = pack.pack.strata.find((one) => one === name);
    if (!dimension) return [];
    return rows.flatMap(({ value, tally }) =>
      pair(tally, (part) => ({
        dataElement: elementName(measure.id, part, dimension),
        category: categoryName(dimension),
        option: optionName(dimension, value),
      })),
    );
  });
  return [...pair(whole, (part) => ({ dataElement: elementName(measure.id, part), option: '' })), ...parts];
}

function pair(tally: Tally | undefined, named: (part: 'of' | 'met') => Omit<SentValue, 'value'>): readonly SentValue[] {
  if (!tally) return [];
  return (['of', 'met'] as const).map((part) => ({ ...named(part), value: String(tally[part]) }));
}

function sentOf(
  { node, pack }: Asked,
  {
    values,
    period,
    services,
  }: { readonly values: Sent['values']; readonly period: Period } & Pick<Exchanging, 'services'>,
): Sent {
  const today: Day = dayIn(services.zone, services.now());
  return {
    dataSet: pack.pack.id,
    orgUnit: node.place.id,
    period,
    // A period is complete once it is over, and not before.
    ...(today >= period.until ? { completed: today } : {}),
    values,
  };
}

function written(
  sent: Sent,
  { format, exported }: { readonly format: ExchangeQuestion['format']; readonly exported: string },
): BytesFile {
  // Every period that can be asked for has a name in DHIS2.
  const period = dhisPeriod(sent.period) ?? sent.period.from;
  const name = `${sent.dataSet}-${sent.orgUnit}-${period}`;
  if (format === 'adx')
    return { bytes: Buffer.from(adxOf(sent, exported)), type: 'application/xml', name: `${name}.adx.xml` };
  const text = JSON.stringify(dataValueSetOf(sent, period), undefined, 1);
  return { bytes: Buffer.from(`${text}\n`), type: 'application/json', name: `${name}.json` };
}

function nothing(place: string): Outcome<never> {
  const text = `${place}: nothing is sent, as no figure is told: nobody is counted, or so few that it would speak of them. Ask for a larger place.`;
  return refuse('business-rule', 'insight.nothing-to-send', text);
}
