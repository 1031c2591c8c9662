import type { Migration } from '#store';

/** An objection to one class of data, or to what carries a label: 'class results', 'label hiv'. Null: to everything. */
export const objectionWhat: Migration = {
  name: '0044-objection-what',
  sql: `alter table record_objection add column what text;`,
};
