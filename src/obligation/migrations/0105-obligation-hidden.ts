import type { Migration } from '#store';

/** Whom one is not there for although their role would see it: it is about them, and they are not to learn of it. */
export const obligationHidden: Migration = {
  name: '0105-obligation-hidden',
  sql: `alter table obligation add column hidden_from text[] not null default '{}';`,
};
