import type { Migration } from '#store';
import { obligationTables } from './0020-obligation.ts';
import { obligationBlocked } from './0046-obligation-blocked.ts';
import { obligationHidden } from './0105-obligation-hidden.ts';

export const obligationMigrations: readonly Migration[] = [obligationTables, obligationBlocked, obligationHidden];
