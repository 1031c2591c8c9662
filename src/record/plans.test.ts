import { beforeAll, expect, test } from 'vitest';
import { day } from '#base';
import { type Reader, sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { consentsIn, turned } from './consent/consent.queries.ts';
import { lastNotes } from './match/link.queries.ts';
import { candidates, known, pairsAmong, waiting, waitingOf } from './match/pair.queries.ts';
import { lapsed, organizationsNamed, peopleNaming, related } from './relationship/relationship.queries.ts';

let store: Store;
const places = [
  { bkt: 1, cmp: '1' },
  { bkt: 2, cmp: '-2' },
] as const;
const now = new Date('2026-03-02T10:00:00Z');

beforeAll(async () => {
  ({ store } = await freshDatabase());
});

const QUERIES: Readonly<Record<string, (reader: Reader) => Promise<unknown>>> = {
  candidates: (reader) => candidates(reader, places),
  known: (reader) => known(reader, places),
  pairsAmong: (reader) => pairsAmong(reader, places),
  waiting: (reader) => waiting(reader, undefined, 10),
  waitingBehind: (reader) => waiting(reader, { left: places[1], right: places[0], score: 7.25 }, 10),
  waitingOf: (reader) => waitingOf(reader, places),
  lastNotes: (reader) => lastNotes(reader, places),
  related: (reader) => related(reader, places, now),
  consentsIn: (reader) => consentsIn(reader, places),
  turned: (reader) => turned(reader, { after: day('2026-03-01'), until: day('2026-03-02') }, { bkt: 0, cmp: '0' }, 10),
  organizationsNamed: (reader) => organizationsNamed(reader, ['Organization/a', 'system|b']),
  lapsed: (reader) => lapsed(reader, now, now, 10),
  peopleNaming: (reader) => peopleNaming(reader, ['a'], { bkt: 0, cmp: '0' }, 10),
};

test.each(Object.entries(QUERIES))('an index serves %s', async (_, query) => {
  const plans: string[] = [];
  await store.write(async (transaction) => {
    await transaction.run(sql`set local enable_seqscan = off`);
    const explaining: Reader = {
      all: async (statement) => {
        const rows = await transaction.all<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
      first: async () => undefined,
    };
    await query(explaining);
  });
  expect(plans).toHaveLength(1);
  expect(plans.join()).not.toContain('Seq Scan');
});
