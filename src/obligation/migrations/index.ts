import type { Migration } from '#store';
import { obligationTables } from './0020-obligation.ts';
import { obligationBlocked } from './0046-obligation-blocked.ts';

export const obligationMigrations: readonly Migration[] = [obligationTables, obligationBlocked];
