import { expect, test } from 'vitest';
import { fromOurPages } from './origin.ts';

const host = 'localhost:8080';

// Shows requirement V3.5.1.
test('a form of another site is not from our pages', () => {
  expect(fromOurPages('POST', { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(false);
  expect(fromOurPages('POST', { host, 'sec-fetch-site': 'same-site' })).toBe(false);
  expect(fromOurPages('DELETE', { host, origin: 'null' })).toBe(false);
  expect(fromOurPages('POST', { host, origin: 'http://localhost:8081' })).toBe(false);
});

test('a form of our own pages is', () => {
  expect(fromOurPages('POST', { host, 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(fromOurPages('POST', { host, origin: 'http://localhost:8080' })).toBe(true);
});

test('a cookie without a browser behind it changes nothing', () => {
  expect(fromOurPages('POST', { host })).toBe(false);
});

test('links from elsewhere may be followed', () => {
  expect(fromOurPages('GET', { host, 'sec-fetch-site': 'cross-site' })).toBe(true);
});
