import type { Access, Role } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import type { Typed } from '../programme/typed.ts';
import type { TieAnswers, TiesView } from './contract.ts';
import { teamTiesOf } from './team-ties.ts';
import { addTieDeed, contactsBetween, lockTies, teamsOf, tieDeeds } from './tie.queries.ts';
import { pairOf, quartersBefore, STRENGTHS, type TieDeed, type TieSaid, tiesOf, visitsOf } from './tie.ts';

/** Fewer people or contacts than these are told to nobody. */
export const FEW = 5;
const QUARTERS = 4;
const WRITERS: readonly Role[] = [
  'programme-lead',
  'practice-manager',
  'commissioner',
  'consultant',
  'specialist-nurse',
];

/** Who works with whom, as pages and routes ask for it. */
export function tieAnswers(acting: Acting): TieAnswers {
  return { all: (access) => all(acting, access), act: (access, done) => act(acting, access, done) };
}

/** The same figures for everybody, of whole quarters that are over, with no way to ask for a part of them. */
async function all({ store, current }: Acting, access: Access): Promise<TiesView> {
  const book = current.book();
  const quarters = quartersBefore(book.today, QUARTERS);
  const partners = book.partners.map(({ organization, name }) => ({ organization, name }));
  if (!partnerOf(book, access)) return { ties: [], quarters, few: FEW, partners: [], may: { write: false } };
  const teams = await teamsOf(store, book.partners);
  const counted = await contactsBetween(store, book.partners, {
    teams,
    from: firstDay(quarters[0] ?? ''),
    until: firstDay(nextOf(quarters.at(-1) ?? '')),
  });
  const asked = { quarters, few: FEW };
  const ties = tiesOf(
    counted.filter(({ whole }) => whole),
    await tieDeeds(store),
    asked,
  );
  const byTeam = counted.filter(({ whole }) => !whole);
  const teamNames = new Map(teams.map(({ team, name }) => [team, name]));
  const teamsIn = (a: string, b: string) =>
    teamTiesOf(byTeam, [a, b], asked).map((one) => ({
      ...one,
      a: teamNames.get(one.a ?? '') ?? '',
      b: teamNames.get(one.b ?? '') ?? '',
    }));
  const named = (organization: string) => ({ organization, name: nameOf(book, organization) });
  return {
    ties: ties
      .toSorted((a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength))
      .map((tie) => ({ ...tie, a: named(tie.a), b: named(tie.b), teams: teamsIn(tie.a, tie.b) })),
    quarters,
    few: FEW,
    partners,
    may: { write: mayWrite(book, access) },
  };
}

function mayWrite(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && WRITERS.includes(access.role);
}

async function act(
  { store, now, current, obligations }: Acting,
  access: Access,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const book = current.book();
  const partner = partnerOf(book, access);
  if (!partner || !mayWrite(book, access)) {
    return refuse(
      'forbidden',
      'governance.tie-whose',
      'Visits are planned by leads, managers, consultants and specialist nurses.',
    );
  }
  return store.write(async (transaction): Promise<Outcome<true>> => {
    await lockTies(transaction);
    const deeds = await tieDeeds(transaction);
    const read = saidFrom(did, typed, { book, deeds });
    if (!read.ok) return read;
    const said = read.value;
    await addTieDeed(transaction, { access, at: new Date(now()) }, { organization: partner.organization, said });
    if (said.did === 'held')
      await obligations?.fact(transaction, access, `visit:${said.visit}`, { reference: '/ties' });
    if (said.did === 'visit' && access.role !== 'system') {
      await obligations?.open(transaction, access, {
        kind: 'joint-visit',
        key: said.id,
        title: `Visit together: ${nameOf(book, said.a)} and ${nameOf(book, said.b)}`.slice(0, 200),
        owner: { organization: partner.organization, role: access.role },
        because: 'A visit that two organisations hold together is what makes a tie.',
        page: '/ties',
        due: { on: said.on },
        closedBy: { fact: `visit:${said.id}` },
        attested: false,
      });
    }
    return accepted(true);
  });
}

function saidFrom(
  did: string,
  typed: Typed,
  { book, deeds }: { readonly book: OpenBook; readonly deeds: readonly TieDeed[] },
): Outcome<TieSaid> {
  const word = (name: string) => (typeof typed[name] === 'string' ? (typed[name] as string).trim().slice(0, 500) : '');
  const words = word('words');
  if (did === 'held') {
    const visit = visitsOf(deeds).find(({ id, held }) => id === word('visit') && held === undefined);
    return visit && words !== ''
      ? accepted({ did, visit: visit.id, words })
      : unfit('Say what came of a visit that is planned.');
  }
  const known = (name: string) => book.partners.find(({ organization }) => organization === word(name))?.organization;
  const [one, other] = [known('a'), known('b')];
  if (!one || !other || one === other || words === '') return unfit('Name two partners, and say why.');
  const [a, b] = pairOf(one, other);
  if (did === 'expected') return accepted({ did, a, b, why: words });
  const on = word('on');
  return did === 'visit' && isDay(on)
    ? accepted({ did, id: `v${visitsOf(deeds).length + 1}`, a, b, on, words })
    : unfit('Name the day of the visit.');
}

function unfit(text: string): Outcome<never> {
  return refuse('value', 'governance.tie', text);
}

function firstDay(quarter: string): string {
  const [year = '', number = '1'] = quarter.split('-Q');
  return `${year}-${String((Number(number) - 1) * 3 + 1).padStart(2, '0')}-01`;
}

function nextOf(quarter: string): string {
  const [year = '0', number = '1'] = quarter.split('-Q');
  return number === '4' ? `${Number(year) + 1}-Q1` : `${year}-Q${Number(number) + 1}`;
}
