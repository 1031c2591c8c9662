export { compile, everyItem } from './compile.ts';
export { check, complaintsOf } from './check.ts';
export { optionsIn } from './option.ts';
export { pathsIn } from './path.ts';
export { blank, baseOf, everyPlace, itemsOf, placesOf } from './place.ts';
export { enabled, settle, type Settled } from './settle.ts';
export {
  type Fields,
  fieldsOf,
  type Filled,
  isTicked,
  isTyped,
  optionToken,
  placesFrom,
  withoutRow,
  withRow,
} from './fields.ts';
export { valueWords } from './value.ts';
export { changesIn, type FormChange } from './changes.ts';
export type * from './types.ts';
