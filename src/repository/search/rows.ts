import { typeName } from '#fhir';
import { type Sql, sql } from '#store';
import type { Stored } from '../repository.ts';

type Columns = {
  readonly typ: number;
  readonly id: string;
  readonly ver: number;
  readonly updated: Date;
  readonly bkt: number;
  readonly cmp: string;
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  readonly body: string;
};

/** A row as `storedColumns` selects it; `place` is its cursor where one is selected too. */
export type FoundRow = Columns & { readonly place?: string };

export function storedColumns(alias: Sql): Sql {
  return sql`${alias}.typ, ${alias}.id, ${alias}.ver, ${alias}.updated, ${alias}.bkt, ${alias}.cmp, ${alias}.org, ${alias}.basis,
    ${alias}.cls, ${alias}.lab, ${alias}.body`;
}

export function storedOf({ typ, id, ver, updated, bkt, cmp, org, basis, cls, lab, body }: Columns): Stored {
  return { type: typeName(typ), id, version: ver, updated, bkt, cmp, org, basis, cls, lab, body };
}
