import type { Migration } from '#store';
import { insightTables } from './0005-insight.ts';
import { packTables } from './0076-packs.ts';
import { phaseTables } from './0090-phases.ts';

export const insightMigrations: readonly Migration[] = [insightTables, packTables, phaseTables];
