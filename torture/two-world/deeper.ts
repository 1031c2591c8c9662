import type { Random } from '#base';
import { randomSearch } from '../../src/repository/search/searches.testing.ts';
import {
  chance,
  choose,
  CODES,
  FAMILIES,
  ID_TYPES,
  LOCAL,
  PEOPLE,
  randomDate,
  TAGS,
} from '../../src/repository/search/world.testing.ts';
import { type Maker, query } from './program.ts';

type Pair = readonly [name: string, value: string];

const code = (random: Random): string => choose(random, CODES);
const start = (random: Random): string => choose(random, FAMILIES).slice(0, 2);
const set = (random: Random): string => choose(random, ['urn:set:one', 'ValueSet/two', 'urn:set:one,urn:set:two']);

const SELDOM = ['lt', 'le', 'ge', 'sa', 'eb', 'ap', 'ne'];

/** By what is looked up in other resources, and through references at every depth that is taken. */
const DEEPER: Readonly<Record<string, (random: Random) => Pair>> = {
  'Observation?in': (random) => ['code:in', set(random)],
  'Observation?not-in': (random) => ['combo-code:not-in', set(random)],
  'Observation?below': (random) => ['code:below', `${LOCAL}|L-${code(random)}`],
  'Observation?above': (random) => ['code:above', `${LOCAL}|L-${code(random)}`],
  'Patient?of-type': (random) => ['identifier:of-type', `${ID_TYPES}|MR|n${Math.floor(random() * 8)}`],
  'Practitioner?of-type': (random) => ['identifier:of-type', `${ID_TYPES}|SB|n${Math.floor(random() * 8)}`],
  'Observation?chain 3': (random) => ['patient.organization.partof.name', start(random)],
  'Observation?chain 3 and has': (random) => ['encounter.subject:Patient._has:Condition:subject:code', code(random)],
  'Patient?has 2': (random) => ['_has:Encounter:subject:_has:Observation:encounter:code', code(random)],
  'Organization?has 3': (random) => [
    '_has:Patient:organization:_has:Encounter:subject:_has:Observation:encounter:status',
    choose(random, ['final', 'amended']),
  ],
  'Patient?chain in has': (random) => ['_has:Observation:patient:encounter.service-provider.name', start(random)],
  'ValueSet?url': (random) => ['url', choose(random, ['urn:set:one', 'urn:set:two', 'urn:set:three'])],
  'Observation?date list': (random) => ['date', `${randomDate(random)},ap${randomDate(random)}`],
  'RiskAssessment?number': (random) => ['probability', choose(random, ['gt0.1', 'ap0.25', 'ne0.5', '0.5,0.1'])],
  // What the others seldom say.
  'RiskAssessment?number and prefix': (random) => ['probability', `${choose(random, SELDOM)}0.5`],
  'Observation?quantity and prefix': (random) => [
    'value-quantity',
    `${choose(random, SELDOM)}${choose(random, ['40', '6.1'])}`,
  ],
};

const BESIDE: readonly ((random: Random) => Pair)[] = [
  () => ['_include', '*'],
  () => ['_revinclude', 'Observation:*'],
  () => ['_include:iterate', 'Patient:*'],
  () => ['_revinclude:iterate', 'Encounter:subject'],
  () => ['_include', 'Observation:subject:Patient'],
  (random) => ['_sort', choose(random, ['-_lastUpdated', '_id', '-_id'])],
  (random) => ['_count', choose(random, ['1', '2', '5'])],
  (random) => ['_total', choose(random, ['none', 'accurate', 'estimate'])],
  (random) => ['_tag', choose(random, TAGS)],
  (random) => ['_lastUpdated', `${choose(random, ['ap', 'ne', 'sa', 'eb'])}2025-06-02`],
  () => ['_summary', 'count'],
];

/** Searches that look further than those of `randomSearch`; what they go through may be hidden as well as what they find. */
export const deeper: Maker = (random) => {
  const name = choose(random, Object.keys(DEEPER));
  const [type = ''] = name.split('?');
  const first = DEEPER[name]?.(random) ?? ['_id', 'p1'];
  const others = chance(random, 0.3) ? randomSearch(random, false).parameters.filter(([one]) => one === '_tag') : [];
  const beside = BESIDE.filter(() => chance(random, 0.15)).map((one) => one(random));
  const asked = query([first, ...others, ...beside]);
  const isNear = type === 'Observation' && chance(random, 0.15);
  return { method: 'GET', url: `/fhir/${isNear ? `Patient/${choose(random, PEOPLE)}/` : ''}${type}?${asked}` };
};
