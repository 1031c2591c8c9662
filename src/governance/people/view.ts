import type { Access } from '#agreement';
import type { StaffSeat } from '#auth';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { paperState } from '../decision/paper.ts';
import { mayRead, partnerOf } from '../decision/who.ts';
import { carriedBy, type Work } from './carried.ts';
import type { KeyPeople, KeyRole, LeaverView, PackItem, PackView } from './contract.ts';
import { HANDERS } from './hander.ts';
import { handing, type Leaving, noLeaver } from './leave.ts';
import { colleaguesOf, linesOf } from './lines.ts';
import { type KeptLeaving, leavingOf, leavingsOf, readLeaving } from './people.queries.ts';
import { readWork, whoseWork } from './work.ts';

/** Everything that somebody would leave behind, on one page. */
export async function leavingView(leaving: Leaving, access: Access, account: string): Promise<Outcome<LeaverView>> {
  const allowed = handing(leaving, access);
  if (!allowed.ok) return allowed;
  const { partner, staff } = allowed.value;
  const { organization } = partner;
  const seats = await staff.of(organization);
  const mine = seats.filter((one) => one.account === account);
  const planned = await leavingOf(leaving.store, organization, account);
  const [first] = mine;
  if (!first) return planned ? accepted({ ...gone(planned), organizationName: partner.name }) : noLeaver();
  const whose = await whoseWork(leaving, { organization, account, seats });
  return accepted({
    account,
    name: first.name,
    organization,
    organizationName: partner.name,
    roles: mine.map(({ role }) => role),
    lines: linesOf(whose, account, leaving.now()),
    colleagues: colleaguesOf(seats, account, leaving.now()),
    ...untilOf(mine, leaving.zone),
    ...(planned && !planned.finished ? { planned: plannedOf(planned) } : {}),
  });
}

/** Where all their seats have a last day: the last of them. */
function untilOf(mine: readonly StaffSeat[], zone: string): { readonly until?: Day } {
  const ends = mine.map((seat) => seat.ends ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? { until: dayIn(zone, last - 1) } : {};
}

function gone(kept: KeptLeaving): Omit<LeaverView, 'organizationName'> {
  const { account, organization, plan } = kept;
  const { name, roles } = plan;
  return { account, organization, name, roles, lines: [], colleagues: [], planned: plannedOf(kept) };
}

function plannedOf({ id, ends, by, done, plan, finished }: KeptLeaving) {
  return { id, ends: ends.toISOString(), by, done, of: plan.steps.length, finished };
}

/** Whether a seat can end as it is: nothing of its role would be left with nobody. Who stays as long or longer leaves nothing behind. */
export async function mayEnd(leaving: Leaving, access: Access, seat: string, ends?: number): Promise<Outcome<true>> {
  const allowed = handing(leaving, access);
  // Whom the partnership does not know has nothing in hand here.
  if (!allowed.ok) return accepted(true);
  const { partner, staff } = allowed.value;
  const seats = await staff.of(partner.organization);
  const found = seats.find(({ id }) => id === seat);
  if (!found || staysOn(found, ends)) return accepted(true);
  const whose = await whoseWork(leaving, { organization: partner.organization, account: found.account, seats });
  const line = linesOf(whose, found.account, leaving.now()).find(
    ({ key, needs }) => needs && (key === `role|${found.role}` || key === 'tasks'),
  );
  return line
    ? refuse(
        'business-rule',
        'governance.leaving-first',
        `${line.words} would be left with nobody. Open “Hand over and leave” of ${found.name}, and name who follows.`,
      )
    : accepted(true);
}

function staysOn({ ends: before }: StaffSeat, ends: number | undefined): boolean {
  return before !== undefined && ends !== undefined && ends >= before;
}

const HALF_HOUR = 30;

/** What whoever follows reads: for the managers of the organisation, whoever follows, and whoever leaves. */
export async function packView(leaving: Leaving, access: Access, id: string): Promise<Outcome<PackView>> {
  const partner = partnerOf(leaving.current.book(), access);
  const kept = await readLeaving(leaving.store, id);
  const account = access.principal.replace(/^account\//, '');
  if (!kept || !partner || kept.organization !== partner.organization) return noPack();
  const all = HANDERS.includes(access.role) || kept.account === account;
  const items = kept.plan.items.filter((item) => all || item.account === account || item.to === access.role);
  if (!all && items.length === 0) return noPack();
  const { first, later } = readingPath(items);
  return accepted({
    id,
    name: kept.plan.name,
    organizationName: partner.name,
    roles: kept.plan.roles,
    ends: kept.ends.toISOString(),
    notes: kept.plan.notes,
    first,
    minutes: first.reduce((sum, { minutes }) => sum + minutes, 0),
    later,
    byDate: kept.plan.byDate === true,
    told: kept.plan.told ?? [],
  });
}

/** Half an hour of reading: what comes next first, then the rest in the same order. */
export function readingPath(items: readonly PackItem[]): {
  readonly first: readonly PackItem[];
  readonly later: readonly PackItem[];
} {
  const ordered = items.toSorted((a, b) => (a.next ?? '9').localeCompare(b.next ?? '9') || b.minutes - a.minutes);
  let left = HALF_HOUR;
  const first = ordered.filter(({ minutes }) => {
    const fits = minutes <= left;
    if (fits) left -= minutes;
    return fits;
  });
  return { first, later: ordered.filter((one) => !first.includes(one)) };
}

/** Roles with work that one person alone does, or nobody; most work first. For the staff of all partners: it is a risk to all. */
export async function keyPeople(leaving: Leaving, access: Access): Promise<KeyPeople> {
  const partner = partnerOf(leaving.current.book(), access);
  const { staff, zone } = leaving;
  if (!partner || !staff) return { roles: [], packs: [] };
  const work = await readable(leaving, access);
  const roles: KeyRole[] = [];
  for (const { organization, name } of work.book.partners) {
    const seats = (await staff.of(organization)).filter(({ begins = 0 }) => begins <= leaving.now());
    const due =
      partner.organization === organization ? ((await leaving.obligations?.standing(organization)) ?? []) : [];
    for (const role of new Set(seats.map((seat) => seat.role))) {
      const holders = seats.filter((seat) => seat.role === role);
      const carries = carriedBy(work, { organization, role }, due).filter(
        ({ kind }) => kind !== 'signature' || organization === partner.organization,
      );
      const [only, ...others] = holders;
      if (carries.length === 0 || others.length > 0 || !only) continue;
      const until = only.ends === undefined ? {} : { until: dayIn(zone, only.ends - 1) };
      roles.push({ organization, organizationName: name, role, holder: only.name, ...until, carries });
    }
  }
  const packs = (await leavingsOf(leaving.store, partner.organization)).filter(
    ({ plan }) =>
      HANDERS.includes(access.role) ||
      plan.items.some(({ account, to }) => `account/${account}` === access.principal || to === access.role),
  );
  return {
    roles: roles.toSorted((a, b) => b.carries.length - a.carries.length),
    packs: packs.map(({ id, plan, ends }) => ({ id, name: plan.name, ends: ends.toISOString() })),
  };
}

/** What bodies do is read by whoever may read the agreement that sets them up. */
async function readable(leaving: Leaving, access: Access): Promise<Work> {
  const work = await readWork(leaving);
  const bodies = work.bodies.filter((body) => mayRead(work.book, access, body));
  const papers = work.papers.filter((kept) => {
    const { body } = paperState(kept);
    return bodies.some((one) => one.instrument === body.instrument && one.name === body.name);
  });
  return { ...work, bodies, papers };
}

function noPack(): Outcome<never> {
  return refuse('not-found', 'governance.no-pack', 'There is no such handing over for you to read.');
}
