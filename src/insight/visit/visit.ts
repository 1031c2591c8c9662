import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { InsightAnswers, Lacking, LackingPerson, Place } from '../contract.ts';
import type { Choosing } from '../lacking.ts';
import { MORE_THAN_HELPS } from '../outliers/treated.ts';
import type { PeerRow, Peers } from '../peers.ts';
import { funnelIn } from '../signals/between.ts';
import type { FunnelRow } from '../signals/contract.ts';
import type { VisitAction, VisitPack, VisitPeople, VisitRow } from './contract.ts';

export type Visiting = {
  readonly services: Pick<Services, 'answers' | 'obligations'>;
  readonly peers: (access: Access, place: string) => Promise<Outcome<Peers>>;
  readonly lacking: (
    access: Access,
    question: Parameters<InsightAnswers['lacking']>[1],
    choose?: Choosing,
  ) => Promise<Outcome<Lacking>>;
};

const GAPS = 3;
const PEOPLE = 10;
const CASES = 5;
const CASES_AMONG = 200;

/** The pack of a practice: its place among its peers, who lacks what, outliers both ways, what was promised, and doubts about recording. */
export async function visitPack(visiting: Visiting, access: Access, id: string): Promise<Outcome<VisitPack>> {
  const found = await visiting.peers(access, id);
  if (!found.ok) return found;
  const { place, use, asAt } = found.value;
  if (place.level !== 'practice') return notPractice(place);
  const beside = found.value.rows.map((row) => besideOthers(row, id));
  const rows = beside.map(({ row }) => row);
  const worst = beside.filter(({ funnel }) => funnel).sort((a, b) => ahead(a.row) - ahead(b.row))[0];
  return accepted({
    use,
    place,
    asAt,
    rows,
    ...(worst?.funnel ? { funnel: { id: worst.row.id, title: worst.row.title, rows: worst.funnel } } : {}),
    ...(await peopleOf(visiting, access, { rows, id })),
    actions: await actionsOf(visiting, access, `Organization/${id}`),
    notes: notesOf(rows),
  });
}

type Beside = { readonly row: VisitRow; readonly funnel?: readonly FunnelRow[] };

function besideOthers({ practices, ...measure }: PeerRow, id: string): Beside {
  const { funnel } = funnelIn(practices);
  const own = funnel?.rows.find(({ place }) => place.id === id);
  return {
    row: { ...measure, ...(own ? { band: own.band } : {}) },
    ...(own && funnel ? { funnel: funnel.rows } : {}),
  };
}

/** Points it is better by than the others; below nought where it is worse. */
function ahead({ tally, whole, better }: VisitRow): number {
  return (percent(tally) - percent(whole)) * (better === 'lower' ? -1 : 1);
}

function percent(tally: VisitRow['tally']): number {
  return tally && tally.of > 0 ? (tally.met * 100) / tally.of : 0;
}

type Wish = { readonly rows: readonly VisitRow[]; readonly id: string };

/** Lists of people, for who may see them; whoever is shown is told of it on the log. */
async function peopleOf(
  visiting: Visiting,
  access: Access,
  { rows, id }: Wish,
): Promise<Pick<VisitPack, 'gaps' | 'cases' | 'under' | 'over'>> {
  const told = rows.filter(({ tally }) => tally);
  const of = (kind: VisitRow['kind']) => told.filter((row) => row.kind === kind).sort((a, b) => ahead(a) - ahead(b));
  const list = async (row: Titled, limit = PEOPLE, choose?: Choosing): Promise<VisitPeople | undefined> => {
    const found = await visiting.lacking(access, { measure: row.id, place: id, limit, order: 'name' }, choose);
    if (!found.ok) return undefined;
    const { people, total } = found.value;
    return { measure: { id: row.id, title: row.title }, total, people };
  };
  const [most, ...others] = of('process').slice(0, GAPS);
  const first = most && (await list(most, CASES_AMONG, firstAndHardest));
  if (!first) return {};
  const gaps = [{ ...first, people: first.people.slice(0, PEOPLE) }, ...(await inTurn(others, list))];
  const under = await inTurn(of('target').slice(0, GAPS), list);
  return {
    gaps: shown(gaps),
    cases: hardest(first.people),
    under: shown(under),
    over: shown(await inTurn(MORE_THAN_HELPS, list)),
  };
}

type Titled = { readonly id: string; readonly title: string };

/** One after the other: a pack is one question among those of everybody else. */
async function inTurn<T>(rows: readonly Titled[], list: (row: Titled) => Promise<T>): Promise<readonly T[]> {
  const lists: T[] = [];
  for (const row of rows) lists.push(await list(row));
  return lists;
}

function shown(lists: readonly (VisitPeople | undefined)[]): readonly VisitPeople[] {
  return lists.flatMap((list) => (list && list.total > 0 ? [list] : []));
}

function firstAndHardest(people: readonly LackingPerson[]): readonly LackingPerson[] {
  return [...new Set([...people.slice(0, PEOPLE), ...hardest(people)])];
}

/** Those who lack most at once. */
function hardest(people: readonly LackingPerson[]): readonly LackingPerson[] {
  return [...people].sort((a, b) => b.lacks.length - a.lacks.length).slice(0, CASES);
}

type Promises = {
  readonly obligations: {
    readonly commitments: (
      access: Access,
      question: { readonly state: 'all'; readonly limit: number },
    ) => Promise<{
      readonly items: readonly {
        readonly id: string;
        readonly title: string;
        readonly owner: { readonly organization: string };
        readonly commitment?: string;
        readonly state: string;
        readonly dueDay?: string;
        readonly why?: { readonly by: string; readonly words: string };
      }[];
    }>;
  };
};

const PROMISES_MAX = 200;

async function actionsOf(
  { services }: Visiting,
  access: Access,
  organization: string,
): Promise<readonly VisitAction[]> {
  if (!services.obligations) return [];
  const governance = services.answers['governance'] as Partial<Promises> | undefined;
  const found = await governance?.obligations?.commitments(access, { state: 'all', limit: PROMISES_MAX });
  const own = (found?.items ?? []).filter(({ owner }) => owner.organization === organization);
  return own.map(({ id, title, commitment, state, dueDay, why }) => ({
    id,
    title,
    state: (commitment ?? state).replaceAll('-', ' '),
    ...(dueDay === undefined ? {} : { due: dueDay }),
    ...(why ? { words: `${why.by}: ${why.words}` } : {}),
  }));
}

const NEARLY_NONE = 10;
const MANY = 40;

/** Next to nothing where others have much is more often a code that is not read than a check that is not done. */
function notesOf(rows: readonly VisitRow[]): readonly string[] {
  return rows.flatMap((row) => {
    const [own, all] = [percent(row.tally), percent(row.whole)];
    if (row.kind !== 'process' || !row.tally || !row.whole || own > NEARLY_NONE || all < MANY) return [];
    const told = `${row.title}: ${row.tally.met} of ${row.tally.of} here, ${all.toFixed(1)} % of all practices together.`;
    return [`${told} Look first at how it is recorded: a code that is not read looks like a check that is not done.`];
  });
}

function notPractice(place: Place): Outcome<never> {
  const text = `A visit is to one practice; ${place.name} is a ${place.level}. Choose a practice of it.`;
  return refuse('business-rule', 'insight.visit-practice', text);
}
