import { accepted, type Outcome, refused } from '#fhir';
import { INSTRUMENT_KINDS, type Instrument, RANKS } from './instrument.ts';
import { PARTNER_KINDS, SECTIONS } from './kinds.ts';
import { byMember, calendarDay, either, list, matching, object, oneOf, percent, text, wholeNumber } from './shape.ts';
import { DATA_CLASSES, LABELS, PURPOSES, RELATIONSHIPS, ROLES } from './words.ts';

/** Reads an instrument from JSON that came from outside; refuses by place what is not one. Meaning is checkInstrument's. */
export function readInstrument(json: unknown): Outcome<Instrument> {
  const [first, ...rest] = instrument(json, 'Instrument');
  return first ? refused(first, ...rest) : accepted(json as Instrument);
}

const MOST = 500;
const token = matching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, "'sharing-2026'");
const organization = matching(/^Organization\/[A-Za-z0-9.-]{1,64}$/, "'Organization/elm-tree'");
const parties = either(oneOf(['parties']), list(organization, MOST));
const roles = list(oneOf(ROLES), ROLES.length);
const classes = list(oneOf(DATA_CLASSES), DATA_CLASSES.length);
const labels = list(oneOf(LABELS), LABELS.length);

const clauseBase = (word: string) => ({ id: token, cites: text(64), clause: oneOf([word]) });
const depends = { dependsOn: matching(/^[A-Za-z0-9.-]{1,64}(#[A-Za-z0-9.-]{1,64})?$/, "'c1' or 'sharing-2026#c1'") };

const clause = byMember('clause', {
  share: object(
    {
      ...clauseBase('share'),
      classes,
      from: parties,
      to: object({ organizations: parties, roles }),
      purpose: oneOf(PURPOSES),
      relationships: list(oneOf(RELATIONSHIPS), RELATIONSHIPS.length),
    },
    { ...depends, sensitive: labels },
  ),
  inform: object({ ...clauseBase('inform'), earliest: calendarDay, how: text(2_000) }, depends),
  measure: object(
    {
      ...clauseBase('measure'),
      pack: token,
      version: text(64),
      aims: list(object({ measure: token, percent }), MOST),
    },
    depends,
  ),
  join: object(
    { ...clauseBase('join'), kinds: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length), agreedBy: parties },
    depends,
  ),
  suspend: object({ ...clauseBase('suspend'), by: parties, roles, grounds: list(text(500), 50) }, depends),
  withhold: object(
    { ...clauseBase('withhold'), classes },
    {
      ...depends,
      labels,
      from: parties,
      to: object({}, { organizations: parties, roles }),
      purposes: list(oneOf(PURPOSES), PURPOSES.length),
    },
  ),
});

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
    population: object({ words: text(2_000) }, { organizations: list(organization, MOST) }),
    decided: calendarDay,
    effective: calendarDay,
    text: list(
      object(
        { id: text(64), text: text(20_000) },
        { section: oneOf(SECTIONS), coverage: oneOf(['judgement', 'not-modelled']) },
      ),
      2_000,
    ),
    clauses: list(clause, MOST),
  },
  { parent: token, signed: calendarDay, expires: calendarDay },
);
