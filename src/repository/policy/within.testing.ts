import type { AccessRow } from '#agreement';
import { typeNumber } from '#fhir';
import { sql, type Transaction } from '#store';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import type { Compartment } from '../repository.ts';

type Person = NonNullable<AccessRow['about']>;

/** Practices 101 to 103, which have people on their lists: their viewers are 201 to 203. */
export async function insertPractices(transaction: Transaction): Promise<void> {
  await transaction.run(sql`insert into organization_key (key, organization, name) overriding system value
    select 100 + n, 'Organization/practice-' || n, 'Practice ' || n from generate_series(1, 3) n`);
  await transaction.run(sql`insert into viewer (key, holder) overriding system value
    select 200 + n, 'Organization/practice-' || n from generate_series(1, 3) n`);
}

/** The rows by which a population knows somebody, and a condition of each kind that counts for nothing. Ids begin at a million. */
export async function insertPerson(transaction: Transaction, at: Compartment, person: Person): Promise<void> {
  for (const key of person.registered)
    await transaction.run(
      sql`insert into access (viewer, purpose, bkt, cmp, rel) values (${key + 100}, 0, ${at.bkt}, ${at.cmp}::bigint, 2)`,
    );
  const insert = async (type: string, id: number, { org, lab = 0, tok = [] }: Inserted) =>
    transaction.run(sql`insert into resource
      (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, tok, has, body) values
      (${at.bkt}, ${typeNumber(type)}, ${String(id)}, 1, ${at.cmp}::bigint, ${org}, 1, 2, ${lab}, 1, '-infinity', '-infinity', now(),
       ${tok}::bigint[], '{}', '{}')`);
  const first = 1_000_000 + Number(at.cmp) * 100;
  await insert('Patient', first, { org: 1 });
  for (const born of person.born)
    await transaction.run(sql`insert into range (prm, code, lo, hi, bkt, typ, id) values
      (${parameterNumber('Patient', 'birthdate')}, 0, ${Date.parse(born)}, ${Date.parse(born)}, ${at.bkt}, ${typeNumber('Patient')}, ${String(first)})`);
  const token = (parameter: string, value: string) => tokenHash('Condition', parameter, value);
  for (const [index, { code, org }] of person.conditions.entries())
    await insert('Condition', first + 1 + index, { org, tok: [token('code', code)] });
  const over = token('clinical-status', 'http://terminology.hl7.org/CodeSystem/condition-clinical|resolved');
  const every = [1, 2, 3].map((number) => token('code', `http://snomed.info/sct|${number}`));
  await insert('Condition', first + 20, { org: 1, tok: [...every, over] });
  await insert('Condition', first + 21, { org: 1, lab: 1, tok: every });
}

type Inserted = { readonly org: number; readonly lab?: number; readonly tok?: readonly string[] };
