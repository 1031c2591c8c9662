import { type Access, amountWords } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Day } from '#base';
import type { Acting } from '../acts.ts';
import { type OpenBook, standingVersions } from '../book.ts';
import type { Counting } from '../counted.ts';
import { maySee } from '../may.ts';
import type { Body } from './body.ts';
import type { PaperView, PositionView } from './contract.ts';
import { meetingsOf, readMeeting, readPaper } from './decision.queries.ts';
import { effectView, expected } from './effect.ts';
import { readInterests } from './interest.queries.ts';
import type { Interest } from './interest.ts';
import { judge } from './limits.ts';
import { type MeetingState, meetingState } from './meeting.ts';
import { type KeptPaper, paperState, type PaperState } from './paper.ts';
import { positionsOf } from './position.ts';
import { ofOrganizations, type Recusal, recusals } from './recuse.ts';
import { asTold, maySimulate } from './simulated.ts';
import { meetingSummary, paperSummary } from './view.ts';
import { type Tally, tally } from './vote.ts';
import { bodyFor, chairs, keeps, mayRead, nameOf, noPaper, partnerOf, sittings, speaks } from './who.ts';

/** A paper for whoever sits at the table: what is asked, what it means for each partner, who takes no part, how it was voted. */
export async function paperView(acting: Acting & Counting, access: Access, id: string): Promise<Outcome<PaperView>> {
  const { store, current } = acting;
  const book = current.book();
  const kept = await readPaper(store, id);
  const partner = partnerOf(book, access);
  if (!kept || !partner || !mayRead(book, access, paperState(kept).body)) return noPaper();
  const state = paperState(kept);
  const { paper, putBy } = state;
  const body = bodyFor(book, state.body);
  const around = await aroundOf(acting, state, body);
  const { sits, out, register, on, live, result } = around;
  const keep = body !== undefined && keeps(book, access, body);
  const { organization } = partner;
  const meetings = body && keep && state.state === 'waiting' ? await meetingsOf(store, body) : [];
  const { zone, today } = book;
  const [told, sees] = [await asTold(acting, access, state), seesDraft(book, access, state)];
  const seen = await effectView({ counting: acting, access, zone, today }, state);
  const positions = positionViews(book, sees ? told : withoutRights(told));
  return accepted({
    ...paperSummary(kept),
    ...(seen ? { seen } : {}),
    ...(body ? { bodyId: body.id } : {}),
    ask: paper.ask,
    putBy: `${putBy.by}, ${nameOf(book, putBy.organization)}`,
    putOn: putBy.at.toISOString(),
    ...(paper.draft && sees ? { draft: paper.draft } : {}),
    suppliers: paper.suppliers,
    concerned: paper.organizations.map((one) => nameOf(book, one)),
    moves: paper.moves.map((one) => ({ ...one, from: nameOf(book, one.from), to: nameOf(book, one.to) })),
    positions,
    ...simulatedView(state, told),
    interests: [...interestLines(book, out, ofOrganizations(state, register, on)), ...gainers(positions, body)],
    votes: state.votes.map(({ seat, by, vote, reason }) => ({
      name: sits.attended.findLast((one) => one.seat === seat)?.name ?? by,
      vote,
      ...(reason === undefined ? {} : { reason }),
    })),
    ...(result ? { tally: result } : {}),
    recused: state.closed?.recused ?? [],
    outcomes: toldOf(state),
    partners: book.partners.map((one) => ({ organization: one.organization, name: one.name })),
    meetings: meetings.map(meetingSummary).filter(({ state: is }) => is === 'called' || is === 'open'),
    mine: organization,
    named:
      live && keep
        ? sits.present
            .filter(({ principal }) => principal.startsWith('named/'))
            .map(({ seat, name }) => ({ seat, name }))
        : [],
    may: mayOf(acting, access, { kept, around, ...(body ? { body } : {}) }),
  });
}

type Around = {
  readonly sits: MeetingState;
  readonly register: readonly Interest[];
  readonly on: Day;
  readonly out: readonly Recusal[];
  /** On the agenda of a meeting that is open. */
  readonly live: boolean;
  readonly result?: Tally;
};

/** The meeting that it is before, who takes no part, and what it comes to so far. */
async function aroundOf({ store, current }: Acting, state: PaperState, body: Body | undefined): Promise<Around> {
  const { paper } = state;
  const meeting = state.meeting === undefined ? undefined : await readMeeting(store, state.meeting);
  const sits: MeetingState = meeting ? meetingState(meeting) : { state: 'called', present: [], attended: [] };
  const register = await readInterests(store);
  const on = meeting?.day ?? current.book().today;
  const out = state.closed ? [] : recusals(state, sits.present, register, on);
  const judged = body ? judge(body, paper) : undefined;
  const live = state.state === 'tabled' && sits.state === 'open';
  const result =
    live && judged?.may
      ? tally({
          remit: judged.remit,
          present: sits.present,
          recused: new Set(out.map(({ seat }) => seat)),
          votes: state.votes,
          ...(paper.amount ? { amount: paper.amount } : {}),
        })
      : state.closed?.tally;
  return { sits, register, on, out, live, ...(result ? { result } : {}) };
}

type Asked = { readonly kept: KeptPaper; readonly around: Around; readonly body?: Body };

function mayOf({ current }: Acting, access: Access, { kept, around, body }: Asked): PaperView['may'] {
  const book = current.book();
  const state = paperState(kept);
  const { live, result, sits } = around;
  const mine = sits.present.find(({ principal }) => principal === access.principal)?.seat;
  const organization = partnerOf(book, access)?.organization;
  const undecided = state.state === 'waiting' || state.state === 'tabled';
  const keep = body !== undefined && keeps(book, access, body);
  const own = state.putBy.organization === organization;
  const speak = undecided && body !== undefined && speaks(book, access, body);
  return {
    vote: live && mine !== undefined && result?.eligible.includes(mine) === true,
    keep: keep && undecided,
    chair: undecided && body !== undefined && chairs(book, access, body),
    speak,
    answer: speak && state.offers.some(({ to, state: is }) => to === organization && is === 'open'),
    simulate: maySimulate(book, access, state),
    declare: undecided && body !== undefined && sittings(book, access, body).length > 0,
    withdraw: state.state === 'waiting' && own,
    measure: state.state === 'agreed' && (keep || own),
    nameMeasure: state.state === 'agreed' && expected(state) === undefined && (keep || own),
  };
}

/** An order or a statute is seen by whom it names: what it moves is told to nobody else. */
function seesDraft(book: OpenBook, access: Access, { paper }: PaperState): boolean {
  const { draft } = paper;
  if (!draft) return false;
  const found = standingVersions(book).find(
    ({ instrument }) => instrument.id === draft.instrument && instrument.version === draft.version,
  );
  return found !== undefined && maySee(book, access, found);
}

function withoutRights(state: PaperState): PaperState {
  const { under: _, ...paper } = state.paper;
  return { ...state, paper };
}

function simulatedView({ simulated }: PaperState, told: PaperState): Pick<PaperView, 'simulated'> {
  if (!simulated) return {};
  const { at, by, from, until } = simulated;
  return { simulated: { at: at.toISOString(), by, from, until, told: told.simulated !== undefined } };
}

function positionViews(book: OpenBook, state: PaperState): readonly PositionView[] {
  return positionsOf(state).map(({ organization, ...rest }) => {
    const offer = state.offers.find(({ to }) => to === organization);
    return {
      organization,
      name: nameOf(book, organization),
      ...rest,
      ...(offer
        ? {
            offer: {
              words: offer.words,
              state: offer.state,
              ...(offer.answer === undefined ? {} : { answer: offer.answer }),
            },
          }
        : {}),
    };
  });
}

function interestLines(book: OpenBook, out: readonly Recusal[], whole: readonly Interest[]): PaperView['interests'] {
  return [
    ...out.map(({ seat, name, because }) => ({ name, words: because, out: true, seat })),
    ...whole.map(({ organization, words }) => ({ name: nameOf(book, organization), words, out: false })),
  ];
}

/** Who would gain money by it and has a vote on it: nobody declares that, so the paper says it. It keeps nobody from voting. */
function gainers(positions: readonly PositionView[], body: Body | undefined): PaperView['interests'] {
  const votes = new Set(body?.seats.map((seat) => seat.organization));
  return positions.flatMap(({ organization, name, money }) => {
    const gains = money.filter(({ minor }) => minor > 0);
    if (gains.length === 0 || !votes.has(organization)) return [];
    return [{ name, words: `Gains ${gains.map(amountWords).join(' and ')} by it, and has a vote.`, out: false }];
  });
}

/** What was done with it besides voting, newest first. */
function toldOf({ sentUp, letIn, putBack, measured }: PaperState): PaperView['outcomes'] {
  const lines = [
    ...sentUp.map(({ at, by, from, to, why }) => ({
      at,
      by,
      words: `Sent up from ${from.name} to ${to.name}: ${why}`,
    })),
    ...letIn.map(({ at, by, reason }) => ({ at, by, words: `Let in by the chair: ${reason}` })),
    ...(putBack ? [{ at: putBack.at, by: putBack.by, words: `Put back: ${putBack.why}` }] : []),
    ...measured.map(({ at, by, words }) => ({ at, by, words: `What came of it: ${words}` })),
  ];
  return lines
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, by, words }) => ({ at: at.toISOString(), by, words }));
}
