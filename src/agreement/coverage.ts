import type { Clause, Instrument, Paragraph } from './instrument.ts';
import { render } from './render.ts';

export type ParagraphCoverage = 'carried-out' | 'judgement' | 'not-modelled';

export type CoveredParagraph = Pick<Paragraph, 'id' | 'text'> & {
  /** What runs because of the paragraph, in plain words. */
  readonly runs: readonly string[];
  readonly coverage: ParagraphCoverage;
};

/** Paragraph by paragraph of the signed text: what is carried out, what is left to judgement, what is not modelled. */
export function coverage(instrument: Instrument): readonly CoveredParagraph[] {
  return instrument.text.map((paragraph) => {
    const clauses = instrument.clauses.filter((clause) => clause.cites === paragraph.id);
    const runs = clauses.map((clause) => render(clause, instrument));
    const left = paragraph.coverage ?? 'judgement';
    return {
      id: paragraph.id,
      text: paragraph.text,
      runs,
      coverage: clauses.some(carriedOut) ? 'carried-out' : clauses.length > 0 ? 'judgement' : left,
    };
  });
}

/** Whom an agreement counts has words and narrows nothing that is seen: who plans and pays keeps to it, and that is said. */
function carriedOut({ clause }: Clause): boolean {
  return clause !== 'population';
}
