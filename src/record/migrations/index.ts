import type { Migration } from '#store';
import { recordTables } from './0004-record.ts';

export const recordMigrations: readonly Migration[] = [recordTables];
