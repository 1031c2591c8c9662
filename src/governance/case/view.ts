import type { Access, Holder } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import { countedFigure, countedMeasures, type CountedMeasure, type Counting } from '../counted.ts';
import { readPaper } from '../decision/decision.queries.ts';
import { paperSummary } from '../decision/view.ts';
import { partnerOf } from '../decision/who.ts';
import { placesOn } from '../places.ts';
import { leads, noProgramme } from '../programme/programme-acts.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { decidedOf, warningsOf } from './case-acts.ts';
import { type CaseState, caseState, isPlace, isRevealed, lackingIn } from './case.ts';
import { caseDeeds } from './case.queries.ts';
import type { CaseView, EvidenceView } from './contract.ts';
import { flipsOf, totalsOf, winnerOf } from './sensitivity.ts';

/** The case as this seat may see it: scores of others only once all have scored, or the last day is over. */
export async function caseView(acting: Acting & Counting, access: Access, id: string): Promise<Outcome<CaseView>> {
  const { store, current } = acting;
  const book = current.book();
  const partner = partnerOf(book, access);
  const kept = partner && (await readProgramme(store, id));
  if (!kept) return noProgramme();
  const programme = programmeState(kept);
  const state = caseState(await caseDeeds(store, id));
  const places = placesOn(acting, book);
  const revealed = isRevealed(state, book.today);
  const me = { organization: partner.organization, role: access.role } as Holder;
  const own = state.sheets.find((sheet) => isPlace(sheet, me))?.scores;
  const weight = state.criteria.reduce((sum, one) => sum + one.weight, 0);
  const paper = state.paper === undefined ? undefined : await readPaper(store, state.paper);
  const { panel } = state;
  const open = panel !== undefined && !revealed && panel.until >= book.today;
  const lead = leads(book, access, programme);
  const named = state.causes.some(({ evidence }) => evidence.some(({ measure }) => measure !== ''));
  const measures = lead || named ? await countedMeasures(acting, access) : [];
  return accepted({
    programme: { id, name: programme.name },
    problem: state.problem,
    causes: await causesOf(acting, access, { state, measures }),
    measures: lead ? measures : [],
    options: state.options.map(({ id: option, kind, words }) => ({ id: option, kind, words })),
    criteria: state.criteria.map((one) => ({
      id: one.id,
      words: one.words,
      share: weight === 0 ? 0 : Math.round((one.weight * 100) / weight),
    })),
    ...(panel
      ? {
          panel: {
            until: panel.until,
            revealed,
            members: await Promise.all(
              panel.members.map(async (member) => ({
                ...(await places(member)),
                scored: state.sheets.some((sheet) => isPlace(sheet, member)),
              })),
            ),
          },
        }
      : {}),
    ...(own ? { own } : {}),
    ...(revealed ? { results: resultsOf(state) } : {}),
    ...(paper ? { paper: paperSummary(paper) } : {}),
    lacks: lackingIn(state, await decidedOf(store, state), book.today),
    warnings: programme.gate?.warnings ?? warningsOf(programme, state),
    ...(programme.gate ? { passed: dayIn(book.zone, programme.gate.at.getTime()) } : {}),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { lead, score: open && panel.members.some((one) => isPlace(one, me)) },
  });
}

type Counted = { readonly state: CaseState; readonly measures: readonly CountedMeasure[] };

function causesOf(counting: Counting, access: Access, { state, measures }: Counted): Promise<CaseView['causes']> {
  const shown = async ({ words, measure }: Pick<EvidenceView, 'words' | 'measure'>): Promise<EvidenceView> => {
    const counted = measures.find((one) => one.id === measure);
    if (!counted) return { words, measure };
    return { words, measure, title: counted.title, figure: await countedFigure(counting, access, counted) };
  };
  return Promise.all(
    state.causes.map(async ({ id, words, evidence }) => ({
      id,
      words,
      evidence: await Promise.all(evidence.map(shown)),
    })),
  );
}

function resultsOf(state: CaseState): NonNullable<CaseView['results']> {
  const totals = totalsOf(state);
  const winner = winnerOf(totals);
  const words = (id: string) => [...state.options, ...state.criteria].find((one) => one.id === id)?.words ?? '';
  const hundred = (share: number) => Math.round(share * 1_000) / 10;
  return {
    totals: totals.map(({ option, score, by }) => ({
      option,
      words: words(option),
      score,
      by: state.criteria.map((one) => ({ words: one.words, score: by[one.id] ?? 0 })),
    })),
    ...(winner === undefined ? {} : { winner: words(winner) }),
    flips: flipsOf(state).map((flip) => ({
      criterion: words(flip.criterion),
      now: hundred(flip.now),
      at: hundred(flip.at),
      winner: words(flip.winner),
    })),
  };
}
