import { expect, test } from 'vitest';
import { day } from '#base';
import { staysIn, withinOn } from './team.ts';
import { numberOf } from './timeline.ts';

const nurses = { reference: 'Organization/nurses' };
const team = (more: object) => staysIn({ resourceType: 'CareTeam', status: 'active', ...more });

test('who manages a team, who takes part and on whose behalf are read, each once', () => {
  const member = { identifier: { system: 'urn:ods', value: 'N1' } };
  const found = team({
    period: { start: '2026-01-10', end: '2026-03' },
    managingOrganization: [nurses],
    participant: [{ member, onBehalfOf: nurses }, { member: { reference: 'Practitioner/x' } }, {}],
  });
  expect(found).toEqual([
    { team: 'Organization/nurses', joins: '2026-01-10', leaves: '2026-04-01' },
    { team: 'urn:ods|N1', joins: '2026-01-10', leaves: '2026-04-01' },
  ]);
});

test('whoever takes part for a time is there for that time of the whole', () => {
  const participant = [{ member: nurses, period: { start: '2025', end: '2026-02-05' } }];
  expect(team({ period: { start: '2026-01-10' }, participant })).toEqual([
    { team: 'Organization/nurses', joins: '2026-01-10', leaves: '2026-02-06' },
  ]);
  expect(team({ period: { start: '2026-03-01' }, participant })).toEqual([]);
});

test('what is only proposed, was written by mistake, or ended nobody says when tells nothing', () => {
  const managingOrganization = [nurses];
  expect(team({ managingOrganization })).toEqual([
    { team: 'Organization/nurses', joins: '1850-01-01', leaves: '2200-01-01' },
  ]);
  for (const status of ['proposed', 'entered-in-error', 'inactive', 'suspended', undefined])
    expect(team({ status, managingOrganization })).toEqual([]);
  expect(team({ managingOrganization, period: { start: '3026-01-01' } })).toEqual([]);
  expect(team({ status: 'inactive', managingOrganization, period: { end: '2026-01-31' } })).toEqual([
    { team: 'Organization/nurses', joins: '1850-01-01', leaves: '2026-02-01' },
  ]);
});

test('a name longer than any that is looked up tells nothing, and the rest stays', () => {
  const long = { identifier: { system: 'urn:ods', value: 'N'.repeat(10_000) } };
  expect(team({ managingOrganization: [long, nurses] })).toEqual([
    { team: 'Organization/nurses', joins: '1850-01-01', leaves: '2200-01-01' },
  ]);
});

test('a day knows who is in a team on it, and when that changes next', () => {
  const stay = (name: string, joins: string, leaves: string) => ({
    team: name,
    joins: numberOf(day(joins)),
    leaves: numberOf(day(leaves)),
  });
  const days = [day('2026-06-15'), day('2026-05-31'), day('2026-04-30')];
  const stays = [
    stay('b', '2026-05-01', '2026-06-15'),
    stay('a', '2026-06-15', '2026-07-01'),
    stay('a', '2026-04-30', '2026-05-01'),
    stay('c', '2026-08-01', '2200-01-01'),
  ];
  expect(withinOn(stays, days)).toEqual({ teams: ['a', 'b'], within: [0b101, 0b010], next: '2026-07-01' });
  expect(withinOn([stay('c', '1850-01-01', '2200-01-01')], days)).toEqual({ teams: ['c'], within: [0b111] });
});
