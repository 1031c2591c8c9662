import { type Reader, sql } from '#store';
import { readMany } from '../read/read.ts';
import { compartmentsIn } from '../search/compartments.ts';
import type { EventContext } from './audit-event.ts';
import type { Finding } from './find.ts';
import { itemsOf, type Line, placeOf } from './line.ts';

const ITEMS_ASKED_MAX = 5_000;

/**
 * What the asker may know of each line beyond the line. Items are told to the organisation whose staff touched them, and to others as
 * far as they may see the items themselves now: a line must not tell a person of an item that is kept from them.
 */
export async function contextsOf(finding: Finding, lines: readonly Line[]): Promise<readonly EventContext[]> {
  const { reader, asking } = finding;
  const { access } = asking;
  const isSystem = access.role === 'system';
  const theirs = (line: Line): boolean =>
    isSystem || (access.role === 'ig-lead' && line.organization === access.organization);
  const asked = [...new Set(lines.filter((line) => !theirs(line)).flatMap(itemsOf))].slice(0, ITEMS_ASKED_MAX);
  const places = lines.flatMap((line) => placeOf(line) ?? []);
  const [organizations, visible, patients, people] = await Promise.all([
    organizationsOf(reader),
    asked.length === 0 ? [] : readMany({ reader, access, now: asking.now }, asked),
    places.length === 0 ? [] : compartmentsIn(reader, asking, { of: places, types: ['Patient'], limit: places.length }),
    peopleOf(finding, lines),
  ]);
  const keys = new Map(organizations.map((each) => [each.key, each]));
  const seen = new Set(visible.map(({ type, id }) => `${type}/${id}`));
  const patientOf = new Map(patients.map(({ bkt, cmp, id }) => [`${bkt} ${cmp}`, `Patient/${id}`]));
  return lines.map((line) => {
    const own = theirs(line);
    const person = line.person ?? people.get(`${line.bkt} ${line.cmp}`);
    const reference = patientOf.get(`${line.bkt} ${line.cmp}`);
    const patient = { ...(reference === undefined ? {} : { reference }), ...(person === undefined ? {} : { person }) };
    return {
      organizations: keys,
      items: own ? itemsOf(line) : itemsOf(line).filter((item) => seen.has(item)),
      named: access.role !== 'person',
      asked: own,
      ...(reference === undefined && person === undefined ? {} : { patient }),
    };
  });
}

async function peopleOf({ reader }: Finding, lines: readonly Line[]): Promise<ReadonlyMap<string, string>> {
  const places = lines.flatMap((line) => placeOf(line) ?? []);
  const rows = await reader.all<{ bkt: number; cmp: string; person: string }>(sql`
    select distinct p.bkt, p.cmp, p.person from unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[])
      k(bkt, cmp) join person_record p on (p.bkt, p.cmp) = (k.bkt, k.cmp)`);
  return new Map(rows.map(({ bkt, cmp, person }) => [`${bkt} ${cmp}`, person]));
}

type Organization = { readonly key: number; readonly organization: string; readonly name: string };

/** Every organisation that has a key; some hundreds. */
export function organizationsOf(reader: Reader): Promise<readonly Organization[]> {
  return reader.all<Organization>(sql`select key, organization, name from organization_key limit 100000`);
}
