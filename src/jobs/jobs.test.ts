import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { type Jobs, openJobs, startJobs } from './index.ts';

let database: TestDatabase;
let jobs: Jobs;
const heard: unknown[] = [];
const failures: string[] = [];
let lucky = 2;
const quick = { pollingSeconds: 0.5, patienceMs: 500 };

const handlers = {
  'test.hear': async (payload: unknown) => void heard.push(payload),
  'test.third-time': async () => {
    lucky -= 1;
    if (lucky >= 0) throw new Error('the name of a person');
    heard.push('third time');
  },
  'test.poison': async () => {
    throw new TypeError('the name of a person');
  },
};

beforeAll(async () => {
  database = await freshDatabase([]);
  const failed = (queue: string): void => void failures.push(queue);
  jobs = await startJobs(database.store, handlers, { retries: 2, retryDelaySeconds: 0, ...quick, failed });
});

afterAll(async () => {
  await jobs.stop();
  await database.drop();
});

test('runs a job that was sent, soon', async () => {
  await jobs.send('test.hear', { person: 1 });
  await expect.poll(() => heard).toContainEqual({ person: 1 });
});

test('runs a job of a transaction after it commits, and never where it does not', async () => {
  const { store } = database;
  const undone = store.write(async (transaction) => {
    await jobs.send('test.hear', { person: 'undone' }, transaction);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await store.write((transaction) => jobs.send('test.hear', { person: 'done' }, transaction));
  await expect.poll(() => heard).toContainEqual({ person: 'done' });
  expect(heard).not.toContainEqual({ person: 'undone' });
});

test('refuses a job that nobody handles', () => {
  expect(() => jobs.send('test.nobody', {})).toThrow('no job is called test.nobody');
});

test('refuses a job sent before it is declared; one that is sent by a program that runs none waits for one that does', async () => {
  const sender = openJobs(database.store, { retries: 2, retryDelaySeconds: 0, ...quick });
  expect(() => sender.send('test.hear', {})).toThrow('no job is called test.hear');
  sender.declare(handlers);
  await sender.send('test.hear', { person: 'sent by another' });
  await sender.stop();
  await expect.poll(() => heard).toContainEqual({ person: 'sent by another' });
});

test('tries a failed job again', async () => {
  await jobs.send('test.third-time', {});
  await expect.poll(() => heard).toContain('third time');
}, 20_000);

test('parks a job that never succeeds, keeping no words of its error', async () => {
  const id = await jobs.send('test.poison', {});
  await expect.poll(() => jobs.parked(10)).toMatchObject([{ queue: 'test.poison', id }]);
  expect(failures.filter((queue) => queue === 'test.poison')).toHaveLength(3);
  const { store } = database;
  const kept = await store.all<{ output: unknown }>({
    text: `select output from pgboss.job where id = '${id}'`,
    values: [],
  });
  expect(JSON.stringify(kept)).not.toContain('the name of a person');
}, 20_000);

test('keeps what was sent while nobody ran it', async () => {
  const other = await freshDatabase([]);
  const first = await startJobs(other.store, { 'test.later': async () => new Promise(() => undefined) }, quick);
  await first.send('test.later', { kept: true });
  await first.send('test.later', { kept: 'second' });
  await first.stop();
  const found: unknown[] = [];
  const second = await startJobs(other.store, { 'test.later': async (payload) => void found.push(payload) }, quick);
  await expect.poll(() => found).toContainEqual({ kept: 'second' });
  await second.stop();
}, 40_000);
