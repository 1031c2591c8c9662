import { type Access, difference, type DisputeClause, render } from '#agreement';
import { nameOfOrganization, type OpenBook, type Standing, standingVersions } from '../book.ts';
import { maySee } from '../may.ts';
import type { DisputeStep, DisputeSummary, DisputeView, ReadingView, RulingView } from './contract.ts';
import { awaited, type Deed, type DisputeState, type KeptDispute, type Proposed, stateOf } from './dispute.ts';
import { accepts, type Climbing, holderWords, ladderOf, mayMoveOn, mayRule, speaksFor, standingOf } from './ladder.ts';
import { asRead } from './readings.ts';

/** The version that a dispute is about, for a seat that may see it; people are told of the outcome by the agreement itself. */
export function versionOf(book: OpenBook, access: Access, kept: KeptDispute): Standing | undefined {
  const found = standingVersions(book).find(
    ({ instrument }) => instrument.id === kept.instrument && instrument.version === kept.version,
  );
  return found && access.role !== 'person' && maySee(book, access, found) ? found : undefined;
}

export function summaryOf(book: OpenBook, version: Standing, kept: KeptDispute): DisputeSummary {
  const state = stateOf(kept);
  const { instrument } = version;
  const ladder = ladderOf(book, instrument);
  const standing = ladder && state.state === 'open' ? standingOf(book, ladder, state) : undefined;
  return {
    id: kept.id,
    instrument: kept.instrument,
    version: kept.version,
    title: instrument.title,
    paragraph: kept.paragraph,
    about: state.about,
    raisedBy: nameOfOrganization(book, instrument, state.raisedBy),
    raised: state.raised.toISOString(),
    state: standing?.state ?? (state.state === 'open' ? 'open' : state.state),
    words: standing?.step ? `It goes ${standing.step.words}.` : OVER[state.state],
    ...(standing?.dueBy ? { dueBy: standing.dueBy } : {}),
  };
}

const OVER = {
  open: 'The last step ended without agreement; all stays as it was.',
  ruled: 'It was settled.',
  withdrawn: 'It was taken back.',
} as const;

export function viewOf(book: OpenBook, access: Access, version: Standing, kept: KeptDispute): DisputeView {
  const state = stateOf(kept);
  const { instrument } = version;
  const ladder = ladderOf(book, instrument);
  const clause = instrument.clauses.find(({ id }) => id === kept.clause);
  return {
    ...summaryOf(book, version, kept),
    text: instrument.text.find(({ id }) => id === kept.paragraph)?.text ?? '',
    ...(clause ? { runs: render(clause, instrument) } : {}),
    ...(kept.clause === undefined ? {} : { clause: kept.clause }),
    readings: readingsOf(book, version, { kept, state }),
    meanwhile: MEANWHILE,
    steps: ladder ? stepsOf(book, version, { ladder, state }) : [],
    binding: ladder?.binding ?? false,
    ...(state.proposed ? { ruling: rulingView(book, version, state.proposed) } : {}),
    deeds: kept.deeds.map((deed) => told(book, version, deed)).reverse(),
    may: mayOf({ book, access, version, state }, ladder),
  };
}

const MEANWHILE = 'Until it is settled everything runs as before, and care goes on.';

function readingsOf(
  book: OpenBook,
  { instrument, interpretations = [] }: Standing,
  { kept, state }: { readonly kept: KeptDispute; readonly state: DisputeState },
): readonly ReadingView[] {
  // Compared with what ran when it was argued about: a ruling that stands is in `instrument` by now.
  const signed = book.versions.find(
    (one) => one.instrument.id === instrument.id && one.instrument.version === instrument.version,
  );
  const before =
    state.state === 'ruled' && interpretations.length > 0 ? (signed?.instrument ?? instrument) : instrument;
  return state.readings.map(({ organization, by, reading }) => ({
    organization,
    name: nameOfOrganization(book, instrument, organization),
    by,
    words: reading.words,
    reading,
    difference: difference(before, asRead(before, kept.clause, reading)),
  }));
}

function stepsOf(
  book: OpenBook,
  { instrument }: Standing,
  { ladder, state }: { readonly ladder: DisputeClause; readonly state: DisputeState },
): readonly DisputeStep[] {
  const now = state.movedOn.length;
  const standing = state.state === 'open' ? standingOf(book, ladder, state) : undefined;
  return ladder.ladder.map((step, index) => {
    const over = state.movedOn[index];
    const at = index === now && standing ? (standing.state === 'late' ? 'late' : 'now') : 'to-come';
    return {
      words: step.words,
      who: holderWords(book, instrument, step),
      workingDays: step.workingDays,
      state: over || (state.state === 'ruled' && index === now) ? 'done' : at,
      ...(over ? { ended: over.at.toISOString(), reason: over.reason } : {}),
      ...(index === now && standing?.dueBy ? { dueBy: standing.dueBy } : {}),
    };
  });
}

function rulingView(book: OpenBook, { instrument }: Standing, proposed: Proposed): RulingView {
  const name = (organization: string) => nameOfOrganization(book, instrument, organization);
  const { needs: _, ...ruling } = proposed.ruling;
  const waits = awaited(proposed);
  return {
    ...ruling,
    holds: ruling.follows === 'as-it-runs' ? 'as it runs' : name(ruling.follows),
    by: `${proposed.by}, ${name(proposed.organization)}`,
    at: proposed.at.toISOString(),
    stands: waits.length === 0,
    accepted: proposed.accepted.map(name),
    awaited: waits.map(name),
  };
}

function told(book: OpenBook, { instrument }: Standing, { at, by, organization, said }: Deed) {
  const name = nameOfOrganization(book, instrument, organization);
  const words = {
    raised: () => (said.did === 'raised' ? `Raised: ${said.about}` : ''),
    read: () => (said.did === 'read' ? `Reads it so: ${said.reading.words}` : ''),
    'moved-on': () => (said.did === 'moved-on' ? `The step ended without agreement: ${said.reason}` : ''),
    ruled: () =>
      said.did === 'ruled' ? `Wrote how it is settled: ${said.ruling.words} Because: ${said.ruling.reason}` : '',
    accepted: () => 'Accepted it.',
    withdrawn: () => (said.did === 'withdrawn' ? `Took it back: ${said.reason}` : ''),
  }[said.did]();
  return { at: at.toISOString(), by: `${by}, ${name}`, words };
}

function mayOf(climbing: Climbing, ladder: DisputeClause | undefined): DisputeView['may'] {
  const { state } = climbing;
  const speaker = speaksFor(climbing);
  if (state.state !== 'open' || !ladder) {
    return { read: false, moveOn: false, rule: false, accept: false, withdraw: false, simulate: speaker.ok };
  }
  const partner = accepts(climbing, ladder);
  return {
    read: speaker.ok,
    moveOn: mayMoveOn(climbing, ladder).ok,
    rule: mayRule(climbing, ladder).ok,
    accept:
      partner !== undefined && state.proposed !== undefined && awaited(state.proposed).includes(partner.organization),
    withdraw: speaker.ok && speaker.value.organization === state.raisedBy,
    simulate: speaker.ok,
  };
}
