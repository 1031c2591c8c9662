import type { Migration } from '#store';
import { obligationTables } from './0020-obligation.ts';

export const obligationMigrations: readonly Migration[] = [obligationTables];
