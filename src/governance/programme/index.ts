import type { Acting } from '../acts.ts';
import type { Counting } from '../counted.ts';
import { begun } from './begun.ts';
import type { ProgrammeAnswers } from './contract.ts';
import { forMe } from './for-me.ts';
import { measured } from './measured.ts';
import { act, begin } from './programme-acts.ts';
import { all, one } from './view.ts';

/** Programmes of change, as pages and routes ask for them. */
export function programmeAnswers(acting: Acting & Counting): ProgrammeAnswers {
  return {
    all: (access) => all(acting, access),
    one: (access, id, baseline) => one(acting, access, id, baseline),
    begin: (access, typed) => begin(acting, access, typed),
    act: (access, id, done) => act(acting, access, id, done),
    forMe: (access) => forMe(acting, access),
    measured: (access, id) => measured(acting, access, id),
    begun: (access) => begun(acting, access),
  };
}
