import type { Interaction } from '../interaction.ts';
import { bundle } from './bundle.ts';
import { create } from './create.ts';
import { history, historyOfAll, historyOfType } from './history.ts';
import { patch, patchMatching } from './patch.ts';
import { read, vread } from './read.ts';
import { remove, removeMatching } from './remove.ts';
import {
  search,
  searchAll,
  searchAllByForm,
  searchByForm,
  searchCompartment,
  searchCompartmentByForm,
  searchWholeCompartmentByForm,
} from './search.ts';
import { update, updateMatching } from './update.ts';

/** The FHIR API, besides its capability statement. */
export const interactions: readonly Interaction[] = [
  read,
  vread,
  history,
  historyOfType,
  historyOfAll,
  search,
  searchByForm,
  searchAll,
  searchAllByForm,
  searchCompartment,
  searchCompartmentByForm,
  searchWholeCompartmentByForm,
  create,
  update,
  updateMatching,
  patch,
  patchMatching,
  remove,
  removeMatching,
  bundle,
];
