import { accepted, type Outcome } from '#fhir';
import { sql } from '#store';
import { compartmentOf } from '../place/compartment.ts';
import type { Compartment } from '../repository.ts';
import { type Reading, read } from './read.ts';

/** A person has few records; whoever has more is shown so many of them. */
const RECORDS_MAX = 100;

/** Its own compartment first. Which of the others hold something that the access may see is for the reads that follow. */
export async function linked(reading: Reading, patient: string): Promise<Outcome<readonly Compartment[]>> {
  const found = await read(reading, 'Patient', patient);
  if (!found.ok) return found;
  const own = compartmentOf(`Patient/${patient}`);
  const rows = await reading.reader.all<Compartment>(sql`select o.bkt, o.cmp from person_record p
    join person_record o on o.person = p.person and (o.bkt, o.cmp) <> (p.bkt, p.cmp)
    where (p.bkt, p.cmp) = (${own.bkt}::smallint, ${own.cmp}::bigint) order by o.bkt, o.cmp limit ${RECORDS_MAX}::int`);
  return accepted([own, ...rows]);
}
