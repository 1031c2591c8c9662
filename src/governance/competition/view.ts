import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { placesOn } from '../places.ts';
import { mayRead, sits } from '../stakeholder/may.ts';
import { bidsOf, mayBegin, noProcurement } from './acts.ts';
import { procurements, procurementWith } from './competition.queries.ts';
import type { CompetitionView, ProcurementSummary, ProcurementView, SelectionRoute } from './contract.ts';
import { routeOf, routesOfPlace } from './routes-of-place.ts';
import { type Procurement, walledFrom } from './said.ts';

export async function all(acting: Acting, access: Access): Promise<Outcome<CompetitionView>> {
  const book = acting.current.book();
  if (!mayRead(book, access)) return noProcurement();
  const found = await procurements(acting.store, []);
  return accepted({
    procurements: await Promise.all(found.map((one) => summaryOf(one, acting, book))),
    routes: routesOfPlace(book.zone),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { begin: mayBegin(book, access) },
  });
}

/** Costs are chosen in the query: the lead's view has all, a bidder's its own and what was opened to it, anybody else's none. */
export async function one(acting: Acting, access: Access, id: string): Promise<Outcome<ProcurementView>> {
  const book = acting.current.book();
  const own = partnerOf(book, access)?.organization;
  const bare = mayRead(book, access) && own !== undefined ? await procurementWith(acting.store, id, []) : undefined;
  if (!bare || own === undefined) return noProcurement();
  const lead = sits(book, access, bare.lead);
  const bid = bidsOf(bare, own);
  const open = bare.opened.filter(({ to, until }) => to === own && until >= book.today).map(({ of }) => of);
  const kept = await procurementWith(acting.store, id, lead ? 'all' : bid.length > 0 ? [own, ...open] : []);
  if (!kept) return noProcurement();
  const named = (organization: string) => ({ organization, name: nameOf(book, organization) });
  const dayOf = (at: Date) => dayIn(book.zone, at.getTime());
  const { decided, closed } = kept;
  return accepted({
    ...(await summaryOf(kept, acting, book)),
    why: kept.why,
    bids: kept.bids.map(({ id: each, words, organizations }) => ({
      id: each,
      words,
      organizations: organizations.map(named),
    })),
    costs: kept.costs.map(({ of, bid: in_, item, minor, currency }) => ({
      of: named(of),
      bid: in_,
      item,
      minor,
      currency,
    })),
    walled: walledFrom(own, kept, book.today).map(named),
    opened: kept.opened
      .filter(({ of, to }) => lead || of === own || to === own)
      .map(({ of, to, words, until }) => ({ of: named(of), to: named(to), words, until })),
    questions: kept.questions.map((each) => {
      const answer = kept.answers.findLast(({ question }) => question === each.id);
      return {
        id: each.id,
        words: each.words,
        on: dayOf(each.at),
        ...(lead || each.organization === own ? { by: nameOf(book, each.organization) } : {}),
        ...(answer ? { answer: { words: answer.words, on: dayOf(answer.at) } } : {}),
      };
    }),
    looked: lead
      ? kept.looked.map(({ by, organization, what, at }) => ({
          by,
          organization: nameOf(book, organization),
          what,
          at: at.toISOString(),
        }))
      : [],
    ...(decided ? { decided: { bid: decided.bid, why: decided.why, on: dayOf(decided.at), by: decided.by } } : {}),
    ...(closed ? { closed: { why: closed.why, on: dayOf(closed.at) } } : {}),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { lead: lead && !closed, bid: closed ? [] : bid },
  });
}

async function summaryOf(
  { id, title, what, route, lead, begun, decided, closed }: Procurement,
  acting: Acting,
  book: OpenBook,
): Promise<ProcurementSummary> {
  return {
    id,
    title,
    what,
    route: routeOf(book.zone, route) ?? unknownRoute(route),
    lead: await placesOn(acting, book)(lead),
    begun: dayIn(book.zone, begun.getTime()),
    state: closed ? 'closed' : decided ? 'decided' : 'open',
  };
}

/** A route of an older pack stands as it was named. */
function unknownRoute(id: string): SelectionRoute {
  return { id, words: id, law: '', when: '', compares: false, record: [] };
}
