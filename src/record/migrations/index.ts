import type { Migration } from '#store';
import { recordTables } from './0004-record.ts';
import { breakGlassTables } from './0017-break-glass.ts';

export const recordMigrations: readonly Migration[] = [recordTables, breakGlassTables];
