import type { Access, Role } from '#agreement';
import { dayIn } from '#base';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { bodiesToday, type Body, type Remit, same } from '../decision/body.ts';
import { meetingsFrom } from '../decision/decision.queries.ts';
import { type KeptMeeting, meetingState } from '../decision/meeting.ts';
import { mayRead, nameOf, partnerOf } from '../decision/who.ts';
import { placesOn } from '../places.ts';
import type { BodyRight, HeldPlace, RightsFound, RightView } from './contract.ts';
import { readQuestion } from './question.ts';
import { holds, mayConfirm, maySet } from './right-acts.ts';
import { rightDeeds } from './right.queries.ts';
import { isStale, type StandingRight, standingRights } from './right.ts';

const LIST_MAX = 300;
const WAYS = ['decides', 'must-agree', 'advises', 'informed'] as const;

/** Who may say yes, by a question in words; without one everything that is known. Only of agreements that the seat may read. */
export async function ask(acting: Acting, access: Access, asked: string): Promise<RightsFound> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return NOTHING;
  const standing = standingRights(await rightDeeds(acting.store));
  const bodies = bodiesToday(book).filter((body) => mayRead(book, access, body));
  const topics = [...new Set([...standing, ...bodies.flatMap(topicsOf)].map(({ topic }) => topic))].sort();
  const organizations = book.partners.map(({ organization, name }) => ({ organization, name }));
  const { topic, organization, amount } = readQuestion(asked, { topics, organizations });
  const rights = standing
    .filter(() => asked === '' || topic !== undefined || organization !== undefined)
    .filter(
      (one) => (topic === undefined || one.topic === topic) && (organization === undefined || one.of === organization),
    )
    .filter(
      ({ upTo }) =>
        amount === undefined || upTo === undefined || (upTo.currency === amount.currency && upTo.minor >= amount.minor),
    )
    .sort(
      (a, b) => a.topic.localeCompare(b.topic) || a.of.localeCompare(b.of) || WAYS.indexOf(a.way) - WAYS.indexOf(b.way),
    )
    .slice(0, LIST_MAX);
  const places = placesOn(acting, book);
  const holders: Holders = (of, role) => places({ organization: of, role });
  const meetings = await meetingsFrom(acting.store, book.today);
  const deciding = bodies.flatMap((body) =>
    topicsOf(body)
      .filter((one) => (topic === undefined ? asked === '' : one.topic === topic))
      .filter(({ remit }) => amount === undefined || remit.upTo === undefined || remit.upTo.minor >= amount.minor)
      .map((one) => ({ body, ...one })),
  );
  const name = organization === undefined ? undefined : nameOf(book, organization);
  return {
    question: {
      asked,
      ...(topic === undefined ? {} : { topic }),
      ...(organization === undefined ? {} : { organization }),
      ...(name === undefined ? {} : { organizationName: name }),
      ...(amount === undefined ? {} : { amount }),
    },
    rights: await Promise.all(rights.map((one) => rightView(book, access, one, holders))),
    bodies: await Promise.all(deciding.map((one) => bodyRight(one, { book, organization, holders, meetings }))),
    topics,
    organizations,
    may: { set: organizations.map((one) => one.organization).filter((one) => maySet(book, access, one)) },
  };
}

/** By what the organisation has confirmed of itself: who decides, or who stands in for them. */
export async function decidesFor(acting: Acting, access: Access, topic: string): Promise<boolean | undefined> {
  const own = partnerOf(acting.current.book(), access)?.organization;
  const named = standingRights(await rightDeeds(acting.store)).filter(
    (one) => one.of === own && one.topic === topic && one.way === 'decides' && one.confirmed !== undefined,
  );
  return named.length === 0
    ? undefined
    : named.some(({ role, deputy }) => role === access.role || deputy?.role === access.role);
}

const NOTHING: RightsFound = {
  question: { asked: '' },
  rights: [],
  bodies: [],
  topics: [],
  organizations: [],
  may: { set: [] },
};

type Holders = (organization: string, role: Role) => Promise<HeldPlace>;

async function rightView(book: OpenBook, access: Access, right: StandingRight, holders: Holders): Promise<RightView> {
  const { of, topic, way, role, upTo, deputy, evidence, confirmed } = right;
  const on = confirmed && dayIn(book.zone, confirmed.at.getTime());
  return {
    organization: of,
    organizationName: nameOf(book, of),
    topic,
    way,
    holder: await holders(of, role),
    ...(upTo ? { upTo } : {}),
    ...(deputy
      ? { deputy: { ...(await holders(of, deputy.role)), ...(deputy.upTo ? { upTo: deputy.upTo } : {}) } }
      : {}),
    evidence,
    ...(on && confirmed ? { confirmed: { on, by: confirmed.by } } : {}),
    stale: isStale(on, book.today),
    may: { confirm: mayConfirm(book, access, of) || holds(book, access, right), change: maySet(book, access, of) },
  };
}

type Around = {
  readonly book: OpenBook;
  readonly organization: string | undefined;
  readonly holders: Holders;
  readonly meetings: readonly KeptMeeting[];
};

async function bodyRight(
  { body, topic, remit }: { readonly body: Body; readonly topic: string; readonly remit: Remit },
  { book, organization, holders, meetings }: Around,
): Promise<BodyRight> {
  const next = meetings.find(
    (one) => one.instrument === body.instrument && one.name === body.name && meetingState(one).state === 'called',
  );
  const seats = remit.seats.filter((seat) => organization === undefined || seat.organization === organization);
  return {
    id: body.id,
    name: body.name,
    topic,
    paragraph: remit.paragraph,
    agreement: body.title,
    ...(remit.upTo ? { upTo: remit.upTo } : {}),
    chair: await holders(body.chair.organization, body.chair.role),
    seats: await Promise.all(
      seats.map(async (seat) => {
        const instead = remit.deputies.find(({ of }) => same(of, seat));
        const place = await holders(seat.organization, seat.role);
        if (!instead) return place;
        const deputy = await holders(instead.deputy.organization, instead.deputy.role);
        return { ...place, deputy: { ...deputy, ...(instead.upTo ? { upTo: instead.upTo } : {}) } };
      }),
    ),
    mustAgree: remit.mustAgree.map((one) => nameOf(book, one)),
    ...(next ? { next: { id: next.id, day: next.day, starts: next.starts } } : {}),
  };
}

function topicsOf(body: Body): readonly { readonly topic: string; readonly remit: Remit }[] {
  return body.remits.flatMap((remit) => remit.topics.map((topic) => ({ topic, remit })));
}
