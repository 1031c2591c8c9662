import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { mayRead } from '../stakeholder/may.ts';
import {
  type Breach,
  COMPETED,
  type Competed,
  type Extension,
  type PairState,
  pairOf,
  standingTerm,
  type Term,
  termStanding,
} from './pair.ts';
import type {
  BreachView,
  ClaimView,
  CompetitionMap,
  ExtensionView,
  FairTermView,
  MapCell,
  PairView,
} from './pair.contract.ts';
import { deedsWith, openlySaid } from './pair.queries.ts';
import { speaksOfRivals } from './pair-acts.ts';
import { mayAgree, mayAnswer, mayDecline, mayExtend, maySettle, noPair } from './pair-rules.ts';

type Look = { readonly book: OpenBook; readonly own: string; readonly speaks: boolean; readonly signs: boolean };

/** The asker's organisation beside every other partner. What two others say of each other is not asked for. */
export async function competitionMap(acting: Acting, access: Access): Promise<Outcome<CompetitionMap>> {
  const book = acting.current.book();
  const own = partnerOf(book, access)?.organization;
  if (own === undefined || !mayRead(book, access)) return noPair();
  const look: Look = { book, own, speaks: speaksOfRivals(book, access), signs: access.role === 'signatory' };
  const [deeds, openly] = await Promise.all([deedsWith(acting.store, own), earlier(acting, look)]);
  const others = book.partners.filter(({ organization }) => organization !== own);
  return accepted({
    own: named(look, own),
    pairs: others.map(({ organization }) =>
      pairView(look, organization, pairOf(deeds.get(organization) ?? []), openly(organization)),
    ),
    may: { declare: look.speaks, propose: look.signs },
  });
}

/** What was said openly of several at once, kept as it was said, under the words that are used now. */
async function earlier(acting: Acting, look: Look): Promise<(other: string) => readonly ClaimView[]> {
  const said = await openlySaid(acting.store, look.own);
  const OVER = { money: 'contracts', staff: 'staff', estate: 'places' } as const;
  return (other) =>
    said.flatMap(({ at, organization, said: { between, over, words } }, index) =>
      between.includes(other)
        ? [
            {
              id: `o${index + 1}`,
              over: OVER[over],
              words,
              by: named(look, organization),
              on: dayIn(look.book.zone, at.getTime()),
              may: { end: false },
            },
          ]
        : [],
    );
}

function pairView(look: Look, other: string, state: PairState, openly: readonly ClaimView[]): PairView {
  const { own, speaks } = look;
  const said = state.claims.map(({ of, at, ended, ...claim }): ClaimView => {
    return {
      ...claim,
      by: named(look, of),
      on: dayOf(look, at),
      ...(ended ? { ended: noted(look, ended) } : {}),
      may: { end: speaks && of === own && !ended },
    };
  });
  const claims = [...openly, ...said];
  const terms = state.terms.map((one) => termView(look, state, one));
  return { with: named(look, other), cells: COMPETED.map((over) => cellOf(look, claims, over)), claims, terms };
}

function cellOf({ own }: Look, claims: readonly ClaimView[], over: Competed): MapCell {
  const by = claims.filter((one) => one.over === over && !one.ended);
  const we = by.some((one) => one.by.organization === own);
  // Said openly before, by somebody who is neither: it is no word of the other.
  const they = by.some((one) => one.by.organization !== own && one.evidence !== undefined);
  return { over, said: we && they ? 'both' : we ? 'we' : they ? 'they' : by.length > 0 ? 'others' : 'nobody' };
}

function termView(look: Look, state: PairState, term: Term): FairTermView {
  const { own, signs, speaks, book } = look;
  const { of, at, agreed, ended, extension, extended, proposals: _, ...rest } = term;
  const standing = termStanding(term, book.today);
  return {
    ...rest,
    by: named(look, of),
    on: dayOf(look, at),
    standing,
    ...(agreed ? { agreed: dayOf(look, agreed) } : {}),
    ...(ended ? { ended: noted(look, ended) } : {}),
    ...(extension ? { extension: extensionView(look, extension) } : {}),
    extended: extended.map((one) => ({
      ...extensionView(look, one),
      from: one.from,
      agreed: dayOf(look, one.agreed),
    })),
    breaches: state.breaches.filter((one) => one.term === term.id).map((one) => breachView(look, one)),
    may: {
      agree: signs && mayAgree(term, own, book.today),
      end: signs && standingTerm(state, book.today)?.id === term.id,
      report: speaks && standing === 'agreed',
      extend: signs && mayExtend(term, book.today),
      prolong: signs && mayExtend(term, book.today) && mayDecline(term, own),
      decline: signs && mayDecline(term, own),
    },
  };
}

function extensionView(look: Look, { until, why, of, at, declined }: Extension): ExtensionView {
  return {
    until,
    why,
    by: named(look, of),
    on: dayOf(look, at),
    ...(declined ? { declined: noted(look, declined) } : {}),
  };
}

function breachView(look: Look, breach: Breach): BreachView {
  const { id, words, evidence, of, at, answer, settled } = breach;
  return {
    id,
    words,
    evidence,
    by: named(look, of),
    on: dayOf(look, at),
    ...(answer ? { answer: noted(look, answer) } : {}),
    ...(settled ? { settled: noted(look, settled) } : {}),
    may: { answer: look.signs && mayAnswer(breach, look.own), settle: look.speaks && maySettle(breach, look.own) },
  };
}

function named({ book }: Look, organization: string) {
  return { organization, name: nameOf(book, organization) };
}

function dayOf({ book }: Look, at: Date) {
  return dayIn(book.zone, at.getTime());
}

function noted(look: Look, { at, words }: { readonly at: Date; readonly words: string }) {
  return { on: dayOf(look, at), words };
}
