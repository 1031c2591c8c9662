import { testStore } from '#testing/database';
import { expect, test } from 'vitest';
import type { Access } from '#agreement';
import { openForTest } from '../open.testing.ts';

const store = await testStore();
const opened = openForTest(store);
const [trust, surgery] = [await opened.system('Organization/trust'), await opened.system('Organization/surgery')];

async function written(by: Access, type: string): Promise<string> {
  const done = await opened.bind(by).create(type, JSON.stringify({ resourceType: type }));
  return done.ok ? `${type}/${done.value.id}` : '';
}

test('tells which of many a caller would find, and of nothing else', async () => {
  const theirs = [await written(trust, 'Patient'), await written(trust, 'Device'), await written(trust, 'Patient')];
  const others = [await written(surgery, 'Patient'), await written(surgery, 'Device')];
  const asked = [...theirs, ...others, theirs[0] ?? '', 'Patient/nobody', 'Nothing/1', 'Patient', 'Patient/a/b', ''];
  const only: Access = { ...trust, filter: { op: 'org', in: [trust.organization] } };
  expect(await opened.bind(only).visibleOf(asked)).toEqual(new Set(theirs));
  expect(await opened.bind(trust).visibleOf(asked)).toEqual(new Set([...theirs, ...others]));
  for (const access of [only, trust, { ...trust, filter: { op: 'never' } } as Access]) {
    const by = opened.bind(access);
    const read = (await by.readMany(asked)).map(({ type, id }) => `${type}/${id}`);
    expect([...(await by.visibleOf(asked))].sort()).toEqual([...read].sort());
  }
});

test('what was deleted is seen no more', async () => {
  const gone = await written(trust, 'Patient');
  const by = opened.bind(trust);
  expect((await by.visibleOf([gone])).has(gone)).toBe(true);
  await by.remove('Patient', gone.split('/')[1] ?? '');
  expect(await by.visibleOf([gone])).toEqual(new Set());
  expect(await by.visibleOf([])).toEqual(new Set());
});
