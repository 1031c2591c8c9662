import type { Instrument } from './instrument.ts';
import { dayWords } from './phrases.ts';
import { nameOf } from './clauses/words.ts';
import { populationTerms } from './population.ts';
import { render } from './render.ts';

export type Difference = { readonly words: string; readonly change: 'added' | 'removed' };

/** What one version says that the other does not, in plain words; what both say is left out. */
export function difference(before: Instrument, after: Instrument): readonly Difference[] {
  const was = statements(before);
  const becomes = statements(after);
  const gone = was.filter((words) => !becomes.includes(words));
  const come = becomes.filter((words) => !was.includes(words));
  return [
    ...gone.map((words) => ({ words, change: 'removed' as const })),
    ...come.map((words) => ({ words, change: 'added' as const })),
  ];
}

function statements(instrument: Instrument): readonly string[] {
  const { expires, parent, population } = instrument;
  const terms = populationTerms(population, (one) => nameOf(one, instrument));
  return [
    `Title: ${instrument.title}.`,
    ...instrument.parties.map((party) => `${party.name} is a party${party.capacity ? `, as ${party.capacity}` : ''}.`),
    `It is about ${population.words}${terms.length > 0 ? ` (${terms.join('; ')})` : ''}.`,
    `It starts on ${dayWords(instrument.effective)}.`,
    ...(expires ? [`It ends before ${dayWords(expires)}.`] : []),
    ...(parent ? [`It runs under ${parent}.`] : []),
    ...instrument.clauses.map((clause) => render(clause, instrument)),
    ...instrument.text.map((paragraph) => `Paragraph ${paragraph.id}: ${paragraph.text}`),
  ];
}
