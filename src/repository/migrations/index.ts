import type { Migration } from '#store';
import { repository } from './0001-repository.ts';

export const repositoryMigrations: readonly Migration[] = [repository];
