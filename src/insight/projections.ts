import type { Projection } from '#repository';
import type { Store } from '#store';
import { factTypes, readFacts, readUnread, unreadTypes } from './catalogue.ts';
import { mapsOf, type Translate } from './coding/maps.ts';
import { organizationFacts, patientFacts } from './patient.ts';
import { monthly } from './report/counted.ts';
import { activity } from './sentinel/series.ts';
import { staysIn } from './team.ts';

type TranslateOf = (organization: number) => Translate | undefined;

const facts = (translateOf: TranslateOf): Projection => ({
  table: 'insight_fact',
  past: 'insight_fact_past',
  counts: true,
  types: factTypes,
  columns: [
    { name: 'fact', type: 'int' },
    { name: 'at', type: 'date' },
    { name: 'value', type: 'double precision' },
    { name: 'second', type: 'double precision' },
    { name: 'learned', type: 'timestamptz' },
    { name: 'how', type: 'smallint' },
  ],
  rows: (resource, learned, organization) =>
    readFacts(resource, translateOf(organization)).map(({ fact, at, value, second, how }) => [
      Number(fact),
      at,
      value ?? null,
      second ?? null,
      learned,
      how ?? null,
    ]),
});

const unread = (translateOf: TranslateOf): Projection => ({
  table: 'insight_unread',
  counts: true,
  types: unreadTypes,
  columns: [
    { name: 'fact', type: 'int' },
    { name: 'at', type: 'date' },
    { name: 'code', type: 'text' },
    { name: 'words', type: 'text' },
  ],
  rows: (resource, _learned, organization) =>
    readUnread(resource, translateOf(organization)).map(({ fact, at, code, words }) => [fact, at, code, words]),
});

const OTHERS: readonly Projection[] = [
  {
    table: 'insight_patient',
    past: 'insight_patient_past',
    counts: true,
    types: ['Patient'],
    columns: [
      { name: 'born', type: 'date' },
      { name: 'died', type: 'date' },
      { name: 'practices', type: 'text[]' },
      { name: 'learned', type: 'timestamptz' },
      { name: 'sex', type: 'text' },
      { name: 'ethnicity', type: 'text' },
      { name: 'language', type: 'text' },
      { name: 'deprivation', type: 'text' },
    ],
    rows: (resource, learned) => {
      const { born, died, practices, sex, ethnicity, language, deprivation } = patientFacts(resource);
      const belonging = [sex, ethnicity, language, deprivation].map((value) => value ?? null);
      return [[born ?? null, died ?? null, practices, learned, ...belonging]];
    },
  },
  {
    table: 'insight_team',
    past: 'insight_team_past',
    counts: true,
    types: ['CareTeam'],
    columns: [
      { name: 'team', type: 'text' },
      { name: 'joins', type: 'date' },
      { name: 'leaves', type: 'date' },
      { name: 'learned', type: 'timestamptz' },
    ],
    rows: (resource, learned) => staysIn(resource).map(({ team, joins, leaves }) => [team, joins, leaves, learned]),
  },
  {
    table: 'insight_organization',
    types: ['Organization'],
    columns: [
      { name: 'name', type: 'text' },
      { name: 'identifiers', type: 'text[]' },
      { name: 'parents', type: 'text[]' },
    ],
    rows: (resource) => {
      const { name, identifiers, parents } = organizationFacts(resource);
      return [[name, identifiers, parents]];
    },
  },
];

/** Rows that are written with the resources, so that counting never reads a body. Codes of senders are read by the mappings that a database has. */
export function projectionsOn(store: Store): readonly Projection[] {
  return projectionsBy((organization) => mapsOf(store).now().of(organization));
}

function projectionsBy(translateOf: TranslateOf): readonly Projection[] {
  return [activity, monthly, facts(translateOf), unread(translateOf), ...OTHERS];
}

/** Where nothing is mapped. */
export const projections: readonly Projection[] = projectionsBy(() => undefined);
