import type { Migration } from '#store';
import { insightTables } from './0005-insight.ts';
import { packTables } from './0076-packs.ts';
import { pastTables } from './0077-past.ts';
import { phaseTables } from './0090-phases.ts';
import { sentinelTables } from './0091-sentinels.ts';

export const insightMigrations: readonly Migration[] = [
  insightTables,
  packTables,
  pastTables,
  phaseTables,
  sentinelTables,
];
