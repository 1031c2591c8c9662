import type { Migration } from '#store';
import { governanceTables } from './0003-governance.ts';

export const governanceMigrations: readonly Migration[] = [governanceTables];
