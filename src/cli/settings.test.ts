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

test('limits and proxies are read, and what is not understood is refused by name', () => {
  const read = configurationOf({}, { CONCORD_LIMITS: 'person=5/50', CONCORD_PROXIES: '2' });
  expect(read).toMatchObject({ proxies: 2, limits: { person: { perSecond: 5, most: 50 } } });
  expect(configurationOf({}, { CONCORD_LIMITS: 'off' }).limits).toBe('off');
  for (const wrong of ['person', 'nobody=1/2', 'person=9/1', 'person=0/1', 'person=1/2,']) {
    expect(() => configurationOf({}, { CONCORD_LIMITS: wrong }), wrong).toThrow('CONCORD_LIMITS');
  }
  expect(() => configurationOf({}, { CONCORD_PROXIES: 'all' })).toThrow('CONCORD_PROXIES');
  expect(configurationOf({}, { CONCORD_LOG_FILES: '9/2/4' }).logFiles).toEqual({ megabytes: 9, days: 2, files: 4 });
  expect(() => configurationOf({}, { CONCORD_LOG_FILES: 'many' })).toThrow('CONCORD_LOG_FILES');
  expect(configurationOf({}, { CONCORD_POWER_HOURS: '07:00-17:30' }).power).toEqual({ from: '07:00', to: '17:30' });
  for (const wrong of ['day', '7-17', '17:30-07:00', '07:00-07:00', '07:00-24:00'])
    expect(() => configurationOf({}, { CONCORD_POWER_HOURS: wrong }), wrong).toThrow('CONCORD_POWER_HOURS');
});
