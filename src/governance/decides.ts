import { type Access, whoDecides } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type OpenBook, stackOf } from './book.ts';
import type { Decides, DecidesQuestion } from './contract.ts';
import { maySee } from './may.ts';

/** Who decides about a topic, on any day, by the agreements that the seat may see. Pure: book and day are given. */
export function decides(book: OpenBook, access: Access, question: DecidesQuestion): Outcome<Decides> {
  const { topic, amount, on = book.today } = question;
  if (!isDay(on)) return refuse('value', 'governance.day', `'${on}' is no day of the calendar.`);
  const stack = seenStack(book, access);
  const { words, bodies, tooLarge } = whoDecides(stack, { topic, on, ...(amount === undefined ? {} : { amount }) });
  return accepted({ on, words, decided: bodies.length > 0 && tooLarge.length === 0 });
}

/** Every topic that an agreement which the seat may see gives to somebody. */
export function topicsOf(book: OpenBook, access: Access): readonly string[] {
  const topics = seenStack(book, access).flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) => (clause.clause === 'decide' ? clause.topics : [])),
  );
  return [...new Set(topics)].sort();
}

function seenStack(book: OpenBook, access: Access) {
  return stackOf(book, book.zone).filter((entry) => maySee(book, access, entry));
}
