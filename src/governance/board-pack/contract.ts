import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BytesFile } from '#http';

/** One figure or one line of a report, in words and as it was said: cells are what is sealed. */
export type BoardCell = {
  readonly id: string;
  readonly words: string;
  readonly value: string;
  /** Where it comes from: a measure and its version, a pool, a register. */
  readonly from: string;
  /** The page behind it, which shows each viewer what that viewer may see. */
  readonly page?: string;
  readonly tone?: 'better' | 'concern';
  /** On the first page; else in the appendix. */
  readonly front?: true;
  /** Can be worked out anew as at its day, to see what moved since. */
  readonly again?: true;
};

export type SectionId = 'decisions' | 'outcomes' | 'equity' | 'money' | 'people' | 'risks' | 'effects' | 'promises';

export type BoardSection = {
  readonly id: SectionId;
  readonly title: string;
  /** Said where there is no cell. */
  readonly none: string;
  readonly cells: readonly BoardCell[];
};

/** What one organisation's board is told of a month. Everything in it is text, so that the same report is the same bytes. */
export type BoardPack = {
  readonly form: 1;
  readonly organization: string;
  readonly partnership: string;
  /** '2026-10'. */
  readonly month: string;
  readonly asAt: Day;
  readonly made: string;
  readonly sections: readonly BoardSection[];
};

export type PackSeal = {
  readonly n: number;
  readonly by: string;
  readonly issued: string;
  readonly hash: string;
  readonly previous: string;
  /** Whether cells, file and chain are as they were sealed. */
  readonly intact: boolean;
  /** Why there is no PDF, where there is none. */
  readonly noFile?: string;
};

/** A figure that is told otherwise today, as at the same day. */
export type MovedCell = {
  readonly id: string;
  readonly words: string;
  readonly page?: string;
  readonly was: string;
  readonly is: string;
};

export type IssuedPack = { readonly month: string; readonly issued: string; readonly by: string };

export type BoardPackView = {
  readonly pack: BoardPack;
  readonly seal?: PackSeal;
  readonly moved: readonly MovedCell[];
  readonly issued: readonly IssuedPack[];
  readonly may: { readonly issue: boolean };
};

/** A report as it was issued, byte by byte. */
export type BoardPackKept = {
  readonly month: string;
  /** Canonical JSON: what is sealed. */
  readonly text: string;
  readonly file?: Uint8Array;
  readonly seal: PackSeal;
  /** Whether its cells, drawn today, give the same file byte by byte; absent where there is no file. */
  readonly drawnSame?: boolean;
};

/** The monthly report of an organisation's board: from live answers until it is issued, as it was issued for ever after. */
export type BoardPackAnswers = {
  /** Of the last whole month, as it would be issued now. */
  readonly draft: (access: Access) => Promise<Outcome<BoardPackView>>;
  readonly one: (access: Access, month: string) => Promise<Outcome<BoardPackView>>;
  /** Of the last whole month where none is named; an earlier one only while no later one was issued. */
  readonly issue: (access: Access, month?: string) => Promise<Outcome<{ readonly month: string }>>;
  readonly kept: (access: Access, month: string) => Promise<Outcome<BoardPackKept>>;
  /** The PDF as it was issued: kept, never drawn anew. */
  readonly file: (access: Access, month: string) => Promise<Outcome<BytesFile>>;
};
