import { type Amount, amountWords, dayWords, listed, monthWords } from '#agreement';
import { type Day, day, dayIn, daysBetween } from '#base';
import { type AskedSignal, insightOf, moneyOf } from './asked.ts';
import type { BoardCell } from './contract.ts';
import type { Gathering } from './gather.ts';

const OPEN_DAYS = 30;
const LIMIT = { above: 'at most ', below: 'at least ' } as const;
const VERDICT: Readonly<Record<string, string>> = { keep: 'kept', adjust: 'adjusted', stop: 'stopped' };

/** The first day of the month of a day: what was settled before it was told in an earlier report. */
export function monthOf(asAt: Day): Day {
  return day(`${asAt.slice(0, 8)}01`);
}

/** What changes did elsewhere, what cost moved between partners, and odd things that nobody has answered for a month. */
export async function effects(gathering: Gathering): Promise<readonly BoardCell[]> {
  const [seen, moved] = await Promise.all([watched(gathering), movements(gathering)]);
  return [...seen, ...moved];
}

async function watched({ packing, access, asAt }: Gathering): Promise<readonly BoardCell[]> {
  const dayOf = (at: string): Day => dayIn(packing.zone, Date.parse(at));
  const found = await insightOf(packing)?.sentinels(access);
  if (!found?.ok) return [];
  const signals = found.value.sentinels
    .flatMap((one) => one.signals)
    .map((signal) => ({ ...signal, review: signal.words.findLast(({ kind }) => kind !== 'comment') }))
    .filter(({ state, review }) => state !== 'reviewed' || (review && dayOf(review.at) >= monthOf(asAt)));
  const waiting = found.value.odd.filter(({ answer }) => answer === undefined);
  return [
    ...signals.map(
      ({ id, sentinel, change, series, at, since, counted, expected, limit, review }): BoardCell => ({
        id: `signal-${id}`,
        words: `${series} at ${at.name}, since ${dayWords(since)}`,
        value: `${counted ?? 'few'} where ${limit ? LIMIT[limit.worse] : ''}${Math.round(expected)} were ${limit ? 'agreed' : 'expected'}. Feared of: ${change}${review ? `. Reviewed on ${dayWords(dayOf(review.at))}, ${VERDICT[review.kind] ?? review.kind}: ${review.words}${earlyWords(review)}` : ''}`,
        from: limit ? 'Sentinel of an agreement' : 'Sentinel of a declared change',
        page: `/sentinels/${sentinel}`,
        ...(review ? {} : { tone: 'concern' as const }),
        front: true,
      }),
    ),
    ...waiting.map(({ id, words, place, at }): BoardCell => {
      const days = daysBetween(dayOf(at), asAt);
      const old = days >= OPEN_DAYS;
      return {
        id: `odd-${id}`,
        words: `Something odd${place === '' ? '' : `, ${place}`}`,
        value: `${words} (${old ? `not answered for ${days} days` : 'not answered yet'})`,
        from: 'Reported by staff',
        page: '/odd',
        ...(old ? { tone: 'concern' as const, front: true as const } : {}),
      };
    }),
  ];
}

function earlyWords({ early }: AskedSignal['words'][number]): string {
  return early ? ` Decided before ${listed(early.unheard)} had commented: ${early.words}` : '';
}

async function movements({ packing, access }: Gathering): Promise<readonly BoardCell[]> {
  const found = await moneyOf(packing)?.shift.movements(access);
  if (!found?.ok) return [];
  return found.value.map(
    ({ id, title, cohort, fell, rose, month }): BoardCell => ({
      id: `movement-${id}`,
      words: `Cost moved: ${title}`,
      value: `${signless(fell.amount)} less at ${fell.name}, ${signless(rose.amount)} more at ${rose.name}, for ${cohort}, month of ${monthWords(month)}`,
      from: 'Cost movement, with the comments of both',
      page: `/money/movements/${id}`,
      tone: 'concern',
      front: true,
    }),
  );
}

function signless({ minor, currency }: Amount): string {
  return amountWords({ minor: Math.abs(minor), currency });
}
