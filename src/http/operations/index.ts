import type { Interaction } from '../interaction.ts';
import { everything, everythingByBody } from './everything.ts';
import { meta, metaAdd, metaDelete, metaOfAll, metaOfType } from './meta.ts';
import { summary } from './summary.ts';
import { validateBody, validateStored, validateUpdate } from './validate.ts';

/** The operations of the FHIR API. */
export const operations: readonly Interaction[] = [
  everything,
  everythingByBody,
  meta,
  metaOfType,
  metaOfAll,
  metaAdd,
  metaDelete,
  summary,
  validateBody,
  validateUpdate,
  validateStored,
];
