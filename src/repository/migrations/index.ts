import type { Migration } from '#store';
import { repository } from './0001-repository.ts';
import { historyPage } from './0006-history-page.ts';

export const repositoryMigrations: readonly Migration[] = [repository, historyPage];
