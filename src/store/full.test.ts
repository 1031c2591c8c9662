import { serverUrl } from '#testing/database';
import { expect, test } from 'vitest';
import { Unavailable } from './errors.ts';
import { openStore } from './postgres.ts';
import { sql } from './sql.ts';

test('when more wait for a connection than may, whoever comes is told to come again, and the rest are served', async () => {
  const store = await openStore({ url: serverUrl(), max: 1, applicationName: 'concord test' });
  try {
    const slow = store.first(sql`select pg_sleep(0.3)`);
    const asked = Array.from({ length: 2_100 }, () => store.first<{ one: number }>(sql`select 1 as one`));
    const settled = await Promise.allSettled(asked);
    await slow;
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(99);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(Unavailable);
    const served = settled.filter((one) => one.status === 'fulfilled');
    expect(served.length).toBeGreaterThanOrEqual(1_999);
    expect(served.every(({ value }) => value?.one === 1)).toBe(true);
    expect(await store.first(sql`select 2 as two`)).toEqual({ two: 2 });
  } finally {
    await store.close();
  }
});
