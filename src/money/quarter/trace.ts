import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { day, plusDays } from '#base';
import type { Asked, Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import { entriesOfFigure, type FundFigure } from '../views/entries.queries.ts';
import { viewsOf } from '../views/entries.ts';
import { rivalsOf } from '../wall.ts';
import type { QuarterTrace } from './contract.ts';
import { type Figure, NOT_SPENT, ofFigure } from './figures.ts';
import { openCharges, type Quarter } from './quarter.queries.ts';

const TRACE_MAX = 200;
/** Before anything was entered. */
const EVER = day('1900-01-01');

type Traced = {
  readonly asked: Asked;
  readonly days: Quarter;
  readonly figures: readonly Figure[];
  readonly id: string;
};

/** What a figure was added up from, as far as the seat may see it. */
export async function traceOf(asking: Asking, access: Access, traced: Traced): Promise<Outcome<QuarterTrace>> {
  const { asked, days, figures, id } = traced;
  const figure = figures.find((one) => one.id === id && one.group !== 'year');
  if (!figure) {
    const words = `This return has no figure '${id.slice(0, 60)}' that is added up from entries: choose one that the page shows.`;
    return refuse('not-found', 'money.no-figure', words);
  }
  const { store } = asking.services;
  const without = await rivalsOf(asking, access);
  const told = { figure: id, words: figure.words, amount: amountOf(figure.minor, asked.pool.currency) };
  if (figure.group === 'accrued') {
    const open = (await openCharges(store, asked.pool.id, days)).filter(
      ({ scheme, payer, payee }) => scheme === ofFigure(id) && !without.includes(payer) && !without.includes(payee),
    );
    const charges = open.slice(0, TRACE_MAX).map((one) => ({
      id: one.id,
      words: `${one.words}, ${asked.nameOf(one.payee)}`,
      amount: amountOf(one.minor, asked.pool.currency),
    }));
    return accepted({ ...told, entries: [], charges, more: open.length > TRACE_MAX });
  }
  const rows = await entriesOfFigure(store, asked.pool.id, {
    figure: whichOf(figure, traced),
    limit: TRACE_MAX + 1,
    without,
  });
  const entries = await viewsOf(asking, asked, rows.slice(0, TRACE_MAX));
  return accepted({ ...told, entries, charges: [], more: rows.length > TRACE_MAX });
}

function whichOf({ group, id }: Figure, { days }: Traced): FundFigure {
  switch (group) {
    case 'income':
      return { ...days, kinds: ['contribution'], owner: ofFigure(id) };
    case 'shared':
      return { ...days, kinds: ['risk-share'], owner: ofFigure(id) };
    case 'spent':
      return { ...days, kinds: NOT_SPENT, but: true, scheme: ofFigure(id) };
    case 'opening':
      return { ...days, from: EVER, until: plusDays(days.from, -1), kinds: [], but: true };
    default:
      return { ...days, from: EVER, kinds: [], but: true };
  }
}
