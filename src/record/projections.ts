import type { Projection } from '#repository';
import { blockKeys } from './match/block.ts';
import { shownOf } from './match/shown.ts';
import { sideOf } from './match/side.ts';
import { saidOf, turnsOf } from './consent/said.ts';
import { keysKept } from './intake/hl7v2/kept.ts';
import { holdersOf, organizationIdentifiersOf, RELATIONSHIP_TYPES } from './relationship/holder.ts';

/** Rows that are written with the resources, so that matching and relationships never read a body. */
export const projections: readonly Projection[] = [
  {
    table: 'record_demographics',
    types: ['Patient'],
    columns: [
      { name: 'side', type: 'text' },
      { name: 'shown', type: 'text' },
    ],
    rows: (resource) => [[JSON.stringify(sideOf(resource)), JSON.stringify(shownOf(resource))]],
  },
  {
    table: 'record_block_key',
    types: ['Patient'],
    columns: [{ name: 'key', type: 'text' }],
    // A key is cut off where it is absurdly long: an index row has a limit.
    rows: (resource) => [...new Set(blockKeys(sideOf(resource)).map((key) => key.slice(0, 200)))].map((key) => [key]),
  },
  {
    table: 'record_relationship',
    types: RELATIONSHIP_TYPES,
    columns: [
      { name: 'holder', type: 'text' },
      { name: 'rel', type: 'int' },
      { name: 'until', type: 'timestamptz' },
    ],
    rows: (resource) =>
      holdersOf(resource).map(({ holder, rel, until }) => [
        holder.slice(0, 500),
        rel,
        until === Number.POSITIVE_INFINITY ? 'infinity' : new Date(until).toISOString(),
      ]),
  },
  {
    table: 'record_consent',
    types: ['Consent'],
    columns: [{ name: 'said', type: 'text' }],
    rows: (resource) => [[saidOf(resource)]],
  },
  {
    table: 'record_consent_turn',
    types: ['Consent'],
    columns: [{ name: 'day', type: 'date' }],
    rows: (resource) => turnsOf(resource).map((day) => [day]),
  },
  {
    table: 'record_organization',
    types: ['Organization'],
    columns: [{ name: 'identifier', type: 'text' }],
    rows: (resource) => organizationIdentifiersOf(resource).map((identifier) => [identifier.slice(0, 500)]),
  },
  {
    table: 'record_hl7v2_message',
    types: ['Basic'],
    columns: [
      { name: 'key', type: 'text' },
      { name: 'moment', type: 'timestamptz' },
    ],
    rows: (resource) => keysKept(resource).map(({ key, moment }) => [key, moment]),
  },
];
