import { expect, test } from 'vitest';
import { configurationOf } from './settings.ts';

test('without flags or environment everything is as usual', () => {
  expect(configurationOf({}, {})).toEqual({
    folder: '.concord',
    port: 8080,
    host: 'localhost',
    demo: 'default',
    zone: 'Europe/London',
    log: 'file',
    acceptDataLoss: false,
  });
});

test('a flag wins over the environment', () => {
  expect(configurationOf({ data: 'here' }, { CONCORD_DATA: 'there' }).folder).toBe('here');
  expect(configurationOf({}, { CONCORD_DATA: 'there' }).folder).toBe('there');
});

test('an empty variable is none', () => {
  expect(configurationOf({}, { DATABASE_URL: '', CONCORD_SECRET: '' })).not.toHaveProperty('databaseUrl');
});

test('the address people use has no slash at its end', () => {
  expect(configurationOf({}, { CONCORD_ADDRESS: 'https://concord.example/' }).publicAddress).toBe(
    'https://concord.example',
  );
});
