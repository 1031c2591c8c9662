export type { Asking } from './asking.ts';
export { PAGE_PARAMETER } from './page-token.ts';
export { compartmentsIn } from './compartments.ts';
export { type Matched, type Matcher, matcherOf } from './matcher.ts';
export { matchIn, searchAcrossIn, searchIn } from './search.ts';
export { sweepIn } from './sweep.ts';
