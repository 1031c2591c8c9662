import { checkInstrument, type Instrument, readAs, readInstrument } from '#agreement';
import { accepted, type Outcome, refuse, refused } from '#fhir';
import type { Reading } from './dispute.ts';

const WORDS_MAX = 4_000;

/** A reading as it was typed: words, and what should run; refused by place where that could not run. */
export function readingOf(instrument: Instrument, clause: string | undefined, typed: unknown): Outcome<Reading> {
  const { words, runs, clause: body } = members(typed);
  const said = wordsOf(words);
  if (!said.ok) return said;
  if (runs === 'as-it-runs' || runs === 'nothing') return accepted({ words: said.value, runs });
  if (runs !== 'otherwise' || clause === undefined) {
    const text =
      "Say what should run by this reading: 'as-it-runs', 'nothing', or 'otherwise' with the part as it should be.";
    return refuse('value', 'governance.reading', text);
  }
  const was = instrument.clauses.find(({ id }) => id === clause);
  const becomes = { ...members(body), id: clause, cites: was?.cites, clause: was?.clause };
  const read = readInstrument({
    ...instrument,
    clauses: instrument.clauses.map((one) => (one.id === clause ? becomes : one)),
  });
  if (!read.ok) return read;
  const [first, ...rest] = checkInstrument(read.value);
  if (first) return refused(first, ...rest);
  const made = read.value.clauses.find(({ id }) => id === clause);
  return made
    ? accepted({ words: said.value, runs: 'otherwise', clause: made })
    : refuse('value', 'governance.reading', 'There is no such part.');
}

/** The version as somebody reads it. */
export function asRead(instrument: Instrument, clause: string | undefined, reading: Reading): Instrument {
  if (clause === undefined || reading.runs === 'as-it-runs') return instrument;
  return readAs(instrument, { clause, ...(reading.runs === 'otherwise' ? { becomes: reading.clause } : {}) });
}

export function wordsOf(words: unknown): Outcome<string> {
  const said = typeof words === 'string' ? words.trim() : '';
  return said === '' || said.length > WORDS_MAX
    ? refuse(
        'required',
        'governance.dispute-words',
        `Say it in words, of at most ${WORDS_MAX} characters; the other parties read them.`,
      )
    : accepted(said);
}

function members(typed: unknown): Readonly<Record<string, unknown>> {
  return typeof typed === 'object' && typed !== null ? (typed as Readonly<Record<string, unknown>>) : {};
}
