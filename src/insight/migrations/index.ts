import type { Migration } from '#store';
import { insightTables } from './0005-insight.ts';

export const insightMigrations: readonly Migration[] = [insightTables];
