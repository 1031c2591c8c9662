import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { sql } from '#store';
import type { UnusualPage } from '../contract.ts';
import { joined } from '../match/normal.ts';
import type { Side } from '../match/side.ts';
import { type Known, type Look, unusualAmong } from './rules.ts';

const DAY_MS = 86_400_000;
const LOOKS_MAX = 20_000;

/** Unusual looks of an organisation's staff in the last days, for its information governance; looking at this is in the log too. */
export async function unusual(
  services: Services,
  access: Access,
  { days }: { readonly days: number },
): Promise<Outcome<UnusualPage>> {
  if (access.role !== 'ig-lead') {
    return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
  }
  const to = new Date(services.now());
  const from = new Date(to.getTime() - days * DAY_MS);
  const lines = await services.ports.audit.staffLooks(access, { from, to, limit: LOOKS_MAX });
  await services.ports.audit.note(access, { action: 'look-at-access', outcome: 'done' });
  const looks = lines.map(({ under, ...line }): Look => ({ ...line, emergency: under !== undefined }));
  const known = await knownOf(services, access, looks);
  return accepted({ found: unusualAmong(looks, known), looks: looks.length, whole: lines.length < LOOKS_MAX, days });
}

async function knownOf(services: Services, access: Access, looks: readonly Look[]): Promise<Known> {
  const principals = [...new Set(looks.map(({ principal }) => principal))];
  const accounts = (await services.accounts?.(principals)) ?? [];
  const colleagues = (await services.colleagues?.(access.organization)) ?? [];
  const people = await familiesOf(services, [...new Set(looks.map(({ person }) => person))]);
  const staff = accounts.map(({ principal, name }): [string, readonly string[]] => [
    principal,
    [joined(name.split(/\s+/).at(-1) ?? '')],
  ]);
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: services.zone, hour: 'numeric', hourCycle: 'h23' });
  return {
    families: new Map([...people, ...staff]),
    names: new Map(accounts.map(({ principal, name }) => [principal, name])),
    ownPerson: new Map(
      accounts.flatMap(({ principal, person }) => (person ? [[principal, person.replace(/^Person\//, '')]] : [])),
    ),
    colleagues: new Set(colleagues.map((person) => person.replace(/^Person\//, ''))),
    hourOf: (at) => Number(hours.format(at)),
  };
}

/** Family names as the matcher keeps them, of every record of each person. */
async function familiesOf(
  { store, ports }: Services,
  people: readonly string[],
): Promise<readonly [string, readonly string[]][]> {
  const records = await ports.persons.records(store, people);
  const rows = await store.all<{ bkt: number; cmp: string; side: string }>(sql`
    select d.bkt, d.cmp, d.side from unnest(${records.map(({ bkt }) => bkt)}::smallint[], ${records.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)
    join record_demographics d on (d.bkt, d.cmp) = (k.bkt, k.cmp)`);
  const personOf = new Map(records.map(({ bkt, cmp, person }) => [`${bkt} ${cmp}`, person]));
  const families = new Map<string, readonly string[]>();
  for (const { bkt, cmp, side } of rows) {
    const person = personOf.get(`${bkt} ${cmp}`) ?? '';
    families.set(person, [...(families.get(person) ?? []), ...(JSON.parse(side) as Side).family]);
  }
  return [...families];
}
