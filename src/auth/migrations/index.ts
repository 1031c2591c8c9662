import type { Migration } from '#store';
import { auth } from './0002-auth.ts';

export const authMigrations: readonly Migration[] = [auth];
