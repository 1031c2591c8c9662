import type { Migration } from '#store';
import { app } from './0900-app.ts';

export const appMigrations: readonly Migration[] = [app];
