import { type Sql, sql } from '#store';

/** Aliases in the statement: of the row that is asked about, and of the viewer's row in `access` for its person. */
export type Aliases = {
  readonly row: Sql;
  readonly access: Sql;
  /** Which table the row is of; `resource` where nothing is said. */
  readonly table?: RecordTable;
};

/** Tables whose rows carry the columns that policy looks at. */
export type RecordTable = 'resource' | 'history' | 'posting';

/** Column with the bucket of the row's compartment: `bkt` of history says where the resource lies. */
export const BUCKET: Readonly<Record<RecordTable, Sql>> = { resource: sql`bkt`, posting: sql`bkt`, history: sql`home` };
