import { expect, test } from 'vitest';
import { ifMatchOf, isFresh } from './conditions.ts';

const stored = { version: 3, updated: new Date('2026-03-01T12:00:00.700Z') };

test('If-Match is one version', () => {
  expect(ifMatchOf('W/"3"')).toEqual({ ok: true, value: 3 });
  expect(ifMatchOf('"3"')).toEqual({ ok: true, value: 3 });
  expect(ifMatchOf(undefined)).toEqual({ ok: true, value: undefined });
  expect(ifMatchOf('3')).toMatchObject({ ok: false, refusals: [{ code: 'http.if-match' }] });
});

test('a caller who holds this version gets no body', () => {
  expect(isFresh({ 'if-none-match': 'W/"2", W/"3"' }, stored)).toBe(true);
  expect(isFresh({ 'if-none-match': 'W/"2"' }, stored)).toBe(false);
  expect(isFresh({ 'if-none-match': '*' }, stored)).toBe(true);
});

test('times of HTTP have whole seconds', () => {
  expect(isFresh({ 'if-modified-since': 'Sun, 01 Mar 2026 12:00:00 GMT' }, stored)).toBe(true);
  expect(isFresh({ 'if-modified-since': 'Sun, 01 Mar 2026 11:59:59 GMT' }, stored)).toBe(false);
  expect(isFresh({ 'if-modified-since': 'yesterday' }, stored)).toBe(false);
});

test('the ETag decides where a time is given too', () => {
  const headers = { 'if-none-match': 'W/"2"', 'if-modified-since': 'Sun, 01 Mar 2026 12:00:00 GMT' };
  expect(isFresh(headers, stored)).toBe(false);
});
