import {
  byMember,
  calendarDay,
  either,
  filledAs,
  list,
  matching,
  object,
  oneOf,
  percent,
  type Shape,
  text,
  truth,
  wholeNumber,
} from '../shape.ts';
import { DATA_CLASSES, LABELS, PURPOSES, RELATIONSHIPS, ROLES } from '../words.ts';
import { EVERY } from './base.ts';

/** Shapes that clauses of every kind are made of. */
export const MOST = 500;
export const token = matching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, "'sharing-2026'");
export const organization = filledAs(
  'organization',
  matching(/^Organization\/[A-Za-z0-9.-]{1,64}$/, "'Organization/elm-tree'"),
);
export const parties = filledAs('parties', either(oneOf(['parties']), list(organization, MOST)));
/** A system that sends, by the name that its tokens bear (auth/token.ts). */
export const feeds = list(matching(/^[\w.-]{1,64}$/, "'pathology-lab'"), MOST);
export const roles = list(oneOf(ROLES), ROLES.length);
export const classes = list(oneOf(DATA_CLASSES), DATA_CLASSES.length);
export const labels = list(oneOf(LABELS), LABELS.length);
export const purposes = list(oneOf(PURPOSES), PURPOSES.length);
export const relationships = list(oneOf(RELATIONSHIPS), RELATIONSHIPS.length);
export const sentence = text(2_000);
export const every = oneOf(EVERY);
export const amount = filledAs('amount', object({ minor: wholeNumber(0), currency: matching(/^[A-Z]{3}$/, "'GBP'") }));
export const period = object({ from: calendarDay, until: calendarDay });
export const holder = object({ organization, role: oneOf(ROLES) });
export const codeSet = object({ system: text(300), codes: list(text(64), 2_000) });

export const evidence = byMember('by', {
  measure: object({ by: oneOf(['measure']), pack: token, version: text(64), measure: token, percent }),
  search: object({ by: oneOf(['search']), search: text(2_000), count: wholeNumber(1) }),
  decision: object({ by: oneOf(['decision']), topic: token }),
  document: object({ by: oneOf(['document']), words: sentence }),
});

/** Shape of a clause: what every clause has, with what its kind asks for and lets be left out. */
export function clauseOf(
  word: string,
  needed: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  const dependsOn = filledAs(
    'clause',
    matching(/^[A-Za-z0-9.-]{1,64}(#[A-Za-z0-9.-]{1,64})?$/, "'c1' or 'sharing-2026#c1'"),
  );
  return object(
    { id: token, cites: filledAs('paragraph', text(64)), clause: oneOf([word]), ...needed },
    { dependsOn, ...optional },
  );
}

export { truth };
