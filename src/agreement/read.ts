import { accepted, type Outcome, refused } from '#fhir';
import { clauseShape } from './clauses/clause.ts';
import { codeSet, MOST, organization, token } from './clauses/shapes.ts';
import { INSTRUMENT_KINDS, type Instrument, MANDATES, RANKS } from './instrument.ts';
import { PARTNER_KINDS, SECTIONS } from './kinds.ts';
import { calendarDay, list, object, oneOf, text, wholeNumber } from './shape.ts';
import { PURPOSES } from './words.ts';

/** Reads an instrument from JSON that came from outside; refuses by place what is not one. Meaning is checkInstrument's. */
export function readInstrument(json: unknown): Outcome<Instrument> {
  const [first, ...rest] = instrument(json, 'Instrument');
  return first ? refused(first, ...rest) : accepted(json as Instrument);
}

const instrument = object(
  {
    id: token,
    version: wholeNumber(1),
    title: text(300),
    kind: oneOf(INSTRUMENT_KINDS),
    rank: oneOf(RANKS),
    jurisdiction: text(64),
    purpose: oneOf(PURPOSES),
    parties: list(object({ organization, name: text(300) }, { kind: oneOf(PARTNER_KINDS), capacity: text(300) }), MOST),
    population: object(
      { words: text(2_000) },
      {
        organizations: list(organization, MOST),
        fromAge: wholeNumber(0),
        belowAge: wholeNumber(0),
        conditions: codeSet,
      },
    ),
    decided: calendarDay,
    effective: calendarDay,
    text: list(
      object(
        { id: text(64), text: text(20_000) },
        { section: oneOf(SECTIONS), coverage: oneOf(['judgement', 'not-modelled']) },
      ),
      2_000,
    ),
    clauses: list(clauseShape, MOST),
  },
  { parent: token, signed: calendarDay, expires: calendarDay, mandate: oneOf(MANDATES) },
);
