import { type Access, type Instrument, runningClauses, type StaffAim } from '#agreement';
import { type Day, dayIn } from '#base';
import type { Outcome } from '#fhir';
import type { Services } from '#joint';
import { SERVICE } from '../agreed.ts';
import { packOf } from '../catalogue.ts';
import type { Partner } from '../scope.ts';
import { allOf } from '../service/capacity.ts';
import { idsIn, listOf, rowOf } from '../service/directory.ts';
import type { CascadeNeed } from './contract.ts';

type StockTold = {
  readonly system: string;
  readonly code: string;
  readonly words: string;
  readonly site: { readonly name: string };
  readonly floorDays: number;
  readonly floorBy?: { readonly because: string; readonly agreement: string };
  readonly days?: number;
};

/** What insight asks of the answers of money about stock. */
export type StockAnswer = {
  readonly stock: {
    readonly stock: (
      access: Access,
    ) => Promise<Outcome<{ readonly items: readonly StockTold[]; readonly others: readonly StockTold[] }>>;
  };
};

type Asked = {
  readonly partners: readonly Partner[];
  readonly instruments: readonly Instrument[];
  readonly packs: readonly string[];
  readonly stock: StockAnswer | undefined;
};

/** Of each cascade the staff that was agreed for it and the stock of its medicines, beside what there is; what is short first. */
export async function needsOf(
  services: Pick<Services, 'repository' | 'now' | 'zone'>,
  access: Access,
  { partners, instruments, packs, stock }: Asked,
): Promise<ReadonlyMap<string, readonly CascadeNeed[]>> {
  const found = packs.length === 0 ? undefined : await stock?.stock.stock(access);
  const items = found?.ok ? [...found.value.items, ...found.value.others] : [];
  const aims = aimsIn(instruments);
  const posts = await postsOf(services, aims, partners);
  return new Map(
    packs.map((pack) => {
      const medicines = medicinesOf(pack);
      const needs = [
        ...aims.filter((aim) => aim.pack === pack).map((aim) => staffNeed(aim, { posts, partners })),
        ...items.filter(({ system, code }) => medicines.has(`${system}|${code}`)).map(stockNeed),
      ];
      return [pack, needs.sort((a, b) => Number(isShort(b)) - Number(isShort(a)))];
    }),
  );
}

function isShort({ have, target }: CascadeNeed): boolean {
  return have !== undefined && have < target;
}

/** Codes of the medicines whose prescription a cascade counts. */
function medicinesOf(key: string): ReadonlySet<string> {
  const facts = packOf(key)?.pack.facts ?? [];
  return new Set(facts.flatMap(({ type, codes }) => (type === 'MedicationRequest' ? Object.values(codes).flat() : [])));
}

function stockNeed({ words, site, floorDays, floorBy, days }: StockTold): CascadeNeed {
  return {
    kind: 'stock',
    words,
    at: site.name,
    target: floorDays,
    ...(days === undefined ? {} : { have: days }),
    ...(floorBy ? { by: { words: floorBy.because, href: floorBy.agreement } } : {}),
  };
}

type Agreed = StaffAim & { readonly pack: string; readonly by: { readonly words: string; readonly href: string } };

function aimsIn(instruments: readonly Instrument[]): readonly Agreed[] {
  return runningClauses(instruments.map((instrument) => ({ instrument }))).flatMap(({ instrument, clause }) => {
    if (clause.clause !== 'measure') return [];
    const { id, title } = instrument;
    const by = {
      words: `${title}, paragraph ${clause.cites}`,
      href: `/agreements/${encodeURIComponent(id)}`,
    };
    return (clause.staff ?? []).map((one) => ({ ...one, pack: `${clause.pack} ${clause.version}`, by }));
  });
}

type Post = { readonly organization: string; readonly codes: readonly string[]; readonly who: string };

function staffNeed(
  { words, organization, codes, atLeast, by }: Agreed,
  { posts, partners }: { readonly posts: readonly Post[]; readonly partners: readonly Partner[] },
): CascadeNeed {
  const wanted = codes.codes.map((code) => `${codes.system}|${code}`);
  const held = posts.filter(
    (post) => post.organization === organization && post.codes.some((one) => wanted.includes(one)),
  );
  return {
    kind: 'staff',
    words,
    at: partners.find((one) => one.organization === organization)?.name ?? organization,
    target: atLeast,
    have: new Set(held.map(({ who }) => who)).size,
    by,
  };
}

/** Who holds a post today at an organisation of which staff is asked, as that organisation itself wrote it down: one person once, however many posts. */
async function postsOf(
  { repository, now, zone }: Pick<Services, 'repository' | 'now' | 'zone'>,
  aims: readonly Agreed[],
  partners: readonly Partner[],
): Promise<readonly Post[]> {
  const organizations = [...new Set(aims.map((one) => one.organization))];
  if (organizations.length === 0) return [];
  const today = dayIn(zone, now());
  const { rows } = await allOf(repository(SERVICE), 'PractitionerRole', [
    ['organization', organizations.join(',')],
    ['active:not', 'false'],
  ]);
  return rows.flatMap((stored) => {
    const row = rowOf(stored);
    const [at] = idsIn([row['organization']], 'Organization');
    const organization = `Organization/${at}`;
    const own = partners.find((one) => one.organization === organization);
    if (own?.key !== stored.org || !runs(row['period'], today)) return [];
    const codes = listOf(row['code'])
      .flatMap(({ coding }) => listOf(coding))
      .map(({ system, code }) => `${String(system)}|${String(code)}`);
    return [{ organization, codes, who: idsIn([row['practitioner']], 'Practitioner')[0] ?? `post ${stored.id}` }];
  });
}

function runs(period: unknown, today: Day): boolean {
  const [{ start, end } = {}] = listOf(period);
  const began = typeof start !== 'string' || start.slice(0, 10) <= today;
  return began && (typeof end !== 'string' || end.slice(0, 10) >= today);
}
