import { expect, test } from 'vitest';
import { lineOf } from './log.ts';

const read = (fields: Readonly<Record<string, unknown>>) => JSON.parse(lineOf(30, 7, fields)) as object;

test('a line is JSON with its level and time, and ends', () => {
  expect(read({ trace: 'a"b', status: 201, ms: 1.5 })).toEqual({
    level: 30,
    time: 7,
    trace: 'a"b',
    status: 201,
    ms: 1.5,
  });
  expect(lineOf(30, 7, {}).endsWith('}\n')).toBe(true);
  expect(JSON.parse(lineOf(40, 7, { msg: 'request', none: undefined }))).toEqual({
    level: 40,
    time: 7,
    msg: 'request',
  });
});

test('what could hold content is hidden at any depth', () => {
  const fields = { body: 'x', cause: { name: 'Haddad', at: ['f', { text: 'y', code: 1 }] }, code: 'c' };
  expect(read(fields)).toMatchObject({
    body: 'hidden',
    cause: { name: 'hidden', at: ['f', { text: 'hidden', code: 1 }] },
    code: 'c',
  });
  expect(fields.body).toBe('x');
});

test('what is no JSON fails nobody', () => {
  const round: Record<string, unknown> = {};
  round['self'] = { n: 1n };
  expect(read(round)).toMatchObject({ msg: 'a line that is no JSON' });
});
