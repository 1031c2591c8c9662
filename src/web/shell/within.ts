import type { Role } from '#agreement';
import { FINDERS, GRANTS, LINKERS, MONEY, type Place, STAFF, STOCK, WRITERS } from './places.ts';

/** A page that stands beside others of one place; `of` is the address of the place that the top bar names. */
export type Beside = {
  readonly of: string;
  readonly href: string;
  readonly words: string;
  readonly roles: readonly Role[];
};

const PEOPLE: readonly Beside[] = [
  { of: '/people', href: '/people', words: 'People', roles: FINDERS },
  { of: '/people', href: '/identity', words: 'Same person?', roles: LINKERS },
];

/** Who reads what is around programmes. */
const AROUND: readonly Role[] = [...MONEY, 'ig-lead', 'practice-manager'];

const PROGRAMMES: readonly Beside[] = [
  { of: '/programmes', href: '/programmes', words: 'Programmes', roles: STAFF },
  { of: '/programmes', href: '/bodies', words: 'Boards and meetings', roles: STAFF },
  { of: '/programmes', href: '/board-report', words: 'Board report', roles: MONEY },
  { of: '/programmes', href: '/decision-rights', words: 'Who may say yes', roles: STAFF },
  { of: '/programmes', href: '/interests', words: 'Interests', roles: STAFF },
  { of: '/programmes', href: '/memory', words: 'Why it is as it is', roles: STAFF },
  { of: '/programmes', href: '/charters', words: 'Who does what', roles: STAFF },
  { of: '/programmes', href: '/key-people', words: 'What hangs on one person', roles: STAFF },
  { of: '/programmes', href: '/procurements', words: 'Competition', roles: AROUND },
  { of: '/programmes', href: '/policies', words: 'Policies', roles: AROUND },
  { of: '/programmes', href: '/what-changes', words: 'What changes for me', roles: STAFF },
];

const MEASURES: readonly Beside[] = [
  { of: '/measures', href: '/measures', words: 'Measures', roles: STAFF },
  { of: '/measures', href: '/measures/list', words: 'Lists of people', roles: STAFF },
  { of: '/measures', href: '/sentinels', words: 'What changes do elsewhere', roles: STAFF },
  { of: '/measures', href: '/services', words: 'Services by place', roles: STAFF },
  { of: '/measures', href: '/monthly-reports', words: 'Monthly reports', roles: STAFF },
  { of: '/measures', href: '/odd', words: 'Something odd', roles: STAFF },
];

const MONEY_PAGES: readonly Beside[] = [
  { of: '/money', href: '/money', words: 'Pools', roles: MONEY },
  { of: '/money', href: '/money/charges', words: 'Charges', roles: MONEY },
  { of: '/money', href: '/money/settlements', words: 'Settlements', roles: MONEY },
  { of: '/money', href: '/money/grants', words: 'Grants', roles: GRANTS },
  { of: '/money', href: '/money/transition', words: 'Double running', roles: MONEY },
  { of: '/money', href: '/stock', words: 'Stock', roles: MONEY.filter((role) => STOCK.includes(role)) },
  { of: '/money', href: '/money/movements', words: 'Cost movement', roles: MONEY },
  { of: '/money', href: '/money/simulate', words: 'Simulate', roles: MONEY },
  { of: '/money', href: '/money/models', words: 'Ways of paying', roles: MONEY },
];

const DUE: readonly Beside[] = [
  { of: '/obligations', href: '/obligations', words: 'What is due', roles: STAFF },
  { of: '/obligations', href: '/forms', words: 'Forms', roles: STAFF },
];

const AGREEMENTS: readonly Beside[] = [
  { of: '/agreements', href: '/agreements', words: 'Agreements', roles: STAFF },
  { of: '/agreements', href: '/partnership', words: 'Partners', roles: STAFF },
  { of: '/agreements', href: '/drafts', words: 'Drafts', roles: WRITERS },
  { of: '/agreements', href: '/delegation', words: 'Who signs for us', roles: STAFF },
  { of: '/agreements', href: '/disputes', words: 'Disputes', roles: STAFF },
  { of: '/agreements', href: '/overlap', words: 'Where agreements meet', roles: STAFF },
  { of: '/agreements', href: '/decides', words: 'Who decides what', roles: STAFF },
  { of: '/agreements', href: '/law', words: 'What holds by law', roles: STAFF },
  { of: '/agreements', href: '/mandates/new', words: 'Enter an order or a law', roles: ['ig-lead'] },
];

/** Pages one step beneath one of a place: its tab stands for them. */
const BENEATH: Readonly<Record<string, string>> = {
  '/ties': '/charters',
  '/readiness': '/programmes',
  '/maturity': '/programmes',
  '/competition-map': '/procurements',
};

/** Pages that one comes to from another, whose address says nothing of it: they have no tabs, and the place is that page's. */
const REACHED_FROM: Readonly<Record<string, string>> = {
  '/papers': '/bodies',
  '/meetings': '/bodies',
  '/stakeholder-entries': '/programmes',
  '/join': '/agreements',
  '/safety-documents': '/agreements',
  '/commitments': '/obligations',
  '/recalls': '/measures',
  '/referrals': '/people',
  '/protection': '/people',
};

export const BESIDE: readonly Beside[] = [...PEOPLE, ...PROGRAMMES, ...DUE, ...MEASURES, ...MONEY_PAGES, ...AGREEMENTS];

/**
 * The pages that stand beside this one, this one among them. None where an address goes deeper: such a page names the way back itself, and
 * has its own tabs.
 */
export function besideOf(path: string, role: Role): readonly Beside[] {
  const shown = standsFor(path);
  const at = BESIDE.find(({ href }) => href === shown);
  const open = BESIDE.filter(({ of, roles }) => of === at?.of && roles.includes(role));
  return open.some(({ href }) => href === shown) && open.length > 1 ? open : [];
}

/** The page whose tab is marked: its own, or that of the page above it. */
export function standsFor(path: string): string {
  return BENEATH[path] ?? path;
}

/** The page under which an address lies, at any depth: below one that stands under another it is that other. */
function liesUnder(path: string): string {
  const above = Object.entries({ ...BENEATH, ...REACHED_FROM }).find(
    ([one]) => path === one || path.startsWith(`${one}/`),
  );
  return above === undefined ? path : above[1];
}

/** The place an address belongs to: by the longest address of a place, or of a page within one, that it begins with. */
export function placeAt(path: string, places: readonly Place[]): Place | undefined {
  const all = [...places.map(({ href }) => ({ of: href, href })), ...BESIDE];
  const from = liesUnder(path);
  const [found] = all
    .filter(({ href }) => from === href || from.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length);
  return places.find(({ href }) => href === found?.of);
}
