import { type Amount, amountWords, capital, dayWords } from '#agreement';
import { moneyOf } from './asked.ts';
import type { BoardCell } from './contract.ts';
import type { Gathering } from './gather.ts';

/**
 * What each line of a grant is given beside what its care would cost over all of its days, if it goes on as so far: those that have least
 * come first.
 */
export async function needs({ packing, access }: Gathering): Promise<readonly BoardCell[]> {
  const grants = await moneyOf(packing)?.grants.grants(access);
  if (!grants?.ok) return [];
  const lines = grants.value.flatMap(({ name, title, lines: all }) =>
    all.flatMap(({ id, words, amount, need }) => {
      if (need === undefined || need.minor === 0) return [];
      const percent = Math.round((100 * amount.minor) / need.minor);
      return [{ id: `${name.instrument}-${name.clause}-${name.since}-${id}`, words, title, amount, need, percent }];
    }),
  );
  return lines
    .toSorted((one, other) => one.percent - other.percent || (one.id < other.id ? -1 : 1))
    .map(({ id, words, title, amount, need, percent }) => ({
      id: `need-${id}`,
      words: `${capital(words)}, ${title}: given, of what is needed`,
      value: `${percent} % (${amountWords(amount)} of ${amountWords(need)})`,
      from: 'Grants, and what their care cost so far',
      page: '/money/grants',
      ...(percent < 100 ? { tone: 'concern' as const } : {}),
    }));
}

/** Each pool of the organisation as at the month end: what came, what went, what is left, and what is late. */
export async function money({ packing, access, asAt }: Gathering): Promise<readonly BoardCell[]> {
  const answers = moneyOf(packing);
  const pools = await answers?.pools(access);
  if (!answers || !pools?.ok) return [];
  const found = await Promise.all(
    pools.value.filter(({ pooled }) => pooled).map((pool) => answers.pool(access, pool, { on: asAt })),
  );
  return found.flatMap((one) => {
    if (!one.ok) return [];
    const { instrument, pool, name, due, received, late, spent, promised, left } = one.value;
    const from = `Ledger of ${name}, as at ${dayWords(asAt)}`;
    const page = `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(pool)}`;
    const cell = (id: string, words: string, amount: Amount, tone?: BoardCell['tone']): BoardCell => ({
      id: `pool-${instrument}-${pool}-${id}`,
      words: `${capital(name)}: ${words}`,
      value: amountWords(amount),
      from,
      page,
      again: true,
      ...(tone ? { tone } : {}),
    });
    const over = left.minor < 0;
    return [
      {
        ...cell(
          'left',
          over ? 'spent beyond what fell due' : 'left of what fell due',
          left,
          over ? 'concern' : undefined,
        ),
        front: true as const,
      },
      {
        ...cell('late', 'contributions that are late', late, late.minor > 0 ? 'concern' : undefined),
        ...(late.minor > 0 ? { front: true as const } : {}),
      },
      cell('due', 'contributions that fell due', due),
      cell('received', 'contributions that came', received),
      cell('spent', 'spent', spent),
      cell('promised', 'kept apart for what was promised', promised),
    ];
  });
}
