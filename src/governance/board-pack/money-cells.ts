import { type Amount, amountWords, capital, dayWords } from '#agreement';
import { moneyOf } from './asked.ts';
import type { BoardCell } from './contract.ts';
import type { Gathering } from './gather.ts';

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
