import type { Clause, Instrument, Paragraph } from './instrument.ts';
import { render } from './render.ts';

export type ParagraphCoverage = 'carried-out' | 'judgement' | 'not-modelled';

export type CoveredParagraph = Pick<Paragraph, 'id' | 'text'> & {
  /** What runs because of the paragraph, in plain words. */
  readonly runs: readonly string[];
  /** What of it is left to people all the same. */
  readonly left: readonly string[];
  readonly coverage: ParagraphCoverage;
};

/** Paragraph by paragraph of the signed text: what is carried out, what is left to judgement, what is not modelled. */
export function coverage(instrument: Instrument): readonly CoveredParagraph[] {
  return instrument.text.map((paragraph) => {
    const clauses = instrument.clauses.filter((clause) => clause.cites === paragraph.id);
    const runs = clauses.map((clause) => render(clause, instrument));
    const unmodelled = paragraph.coverage ?? 'judgement';
    return {
      id: paragraph.id,
      text: paragraph.text,
      runs,
      left: [...new Set(clauses.flatMap((clause) => leftOf(clause, instrument)))],
      coverage: clauses.some(carriedOut) ? 'carried-out' : clauses.length > 0 ? 'judgement' : unmodelled,
    };
  });
}

/**
 * Kinds of which no more than their words is kept: whom an agreement counts narrows nothing that is seen (who plans and pays keeps to
 * it); who exercises whose functions, who answers for harm, and who may do what with which competence is for people to keep to.
 */
const FOR_PEOPLE: readonly Clause['clause'][] = ['population', 'functions', 'indemnify', 'practise'];

function carriedOut({ clause }: Clause): boolean {
  return !FOR_PEOPLE.includes(clause);
}

/** What of a clause that is carried out is nevertheless left to people, in plain words. */
function leftOf(clause: Clause, { kind }: Instrument): readonly string[] {
  if (clause.clause === 'measure' && (clause.feared ?? []).length > 0) {
    // Fewer may read an order or a statute than read what is watched.
    return kind === 'mandate'
      ? ['What is feared is watched once somebody declares a watch on it, with its change.']
      : [
          'What is feared is watched from the first day on, and a review called for; what follows is for people to say.',
        ];
  }
  if (clause.clause === 'report')
    return ['When it is due is seen to here; what is in it, and that it was sent, is said by whoever makes it.'];
  return [];
}
