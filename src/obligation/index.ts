export { type Calendar, type Days, daysOf, type Holiday, workingDayFrom } from './calendar.ts';
export type { Happening, What } from './happening.ts';
export type { Actor, Evidence, Obligations } from './obligations.ts';
export type { DueRule, NewObligation, Owed, Proof, RoleOf, Rung, Span, Terms } from './terms.ts';
export type { HappeningView, ObligationView, Question } from './view.ts';
