import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place } from '../contract.ts';

export type RecallKind = 'letter' | 'task';

/** Somebody who could be written to. */
export type RecallCandidate = {
  readonly person: string;
  readonly name: string;
  readonly born?: string;
  readonly last?: string;
  /** When they come anyway, as far as this seat sees. */
  readonly next?: string;
};

export type RecallForm = {
  /** Of the recall that is begun: sent again, it is the same. */
  readonly key: string;
  readonly measure: { readonly id: string; readonly title: string };
  readonly place: Place;
  readonly people: readonly RecallCandidate[];
  /** There are more than can be written to in one go. */
  readonly more: boolean;
  readonly use: DeclaredUse;
};

export type RecallPerson = {
  readonly person: string;
  readonly name: string;
  readonly state: 'waiting' | 'sent' | 'not-sent' | 'undone';
  readonly why?: string;
};

export type RecallView = {
  readonly id: string;
  readonly measure: { readonly id: string; readonly title: string };
  readonly place: { readonly id: string; readonly name: string };
  readonly kind: RecallKind;
  readonly at: string;
  readonly by: string;
  readonly undone?: string;
  readonly sent: number;
  readonly of: number;
  readonly people: readonly RecallPerson[];
  readonly may: { readonly undo: boolean };
};

/** A letter: to whom, and in which language it is better told. It never says what it is about. */
export type RecallLetter = {
  readonly person: string;
  readonly name: string;
  readonly address: readonly string[];
  readonly language?: string;
  readonly from: string;
};

export type RecallAsked = {
  readonly key: string;
  readonly measure: string;
  readonly place: string;
  readonly kind: string;
  readonly people: readonly string[];
};

export type RecallAnswers = {
  /** People of the gap list, those who come soonest first. */
  readonly form: (
    access: Access,
    asked: { readonly measure: string; readonly place: string },
  ) => Promise<Outcome<RecallForm>>;
  readonly send: (access: Access, asked: RecallAsked) => Promise<Outcome<RecallView>>;
  readonly one: (access: Access, id: string) => Promise<Outcome<RecallView>>;
  readonly letters: (access: Access, id: string) => Promise<Outcome<readonly RecallLetter[]>>;
  /** Takes back what was made, on the day it was made. */
  readonly undo: (access: Access, id: string) => Promise<Outcome<RecallView>>;
};
