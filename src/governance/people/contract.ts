import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Carried } from './carried.ts';

export type { Carried } from './carried.ts';

/** What would be left with nobody, or goes with a role: one line of the page on which somebody leaves. */
export type LeavingLine = {
  /** 'role|programme-lead', 'due|<obligation>', 'tasks'. */
  readonly key: string;
  readonly words: string;
  readonly role?: Role;
  readonly next?: Day;
  readonly carries: readonly Carried[];
  /** Who else sits there and stays. */
  readonly stays: readonly string[];
  /** Nothing can end until somebody is named for it. */
  readonly needs: boolean;
};

export type Colleague = { readonly account: string; readonly name: string; readonly roles: readonly Role[] };

export type Planned = {
  readonly id: string;
  readonly ends: string;
  readonly by: string;
  readonly done: number;
  readonly of: number;
  readonly finished: boolean;
};

export type LeaverView = {
  readonly account: string;
  readonly name: string;
  readonly organization: string;
  readonly organizationName: string;
  readonly roles: readonly Role[];
  readonly lines: readonly LeavingLine[];
  readonly colleagues: readonly Colleague[];
  /** The last day of their seats, where it is known: what a leaving is said for, unless another day is named. */
  readonly until?: Day;
  readonly planned?: Planned;
};

export type LeaveWish = {
  readonly account: string;
  /** Last day; absent: now. */
  readonly ends?: string;
  /** Account of who follows in everything that no line says otherwise of. */
  readonly all: string;
  readonly lines: Readonly<Record<string, string>>;
  /** What stands in no record: for whoever follows. */
  readonly notes: string;
};

export type PackItem = {
  readonly words: string;
  readonly why?: string;
  readonly page?: string;
  readonly next?: Day;
  readonly successor?: string;
  readonly minutes: number;
};

/** What whoever follows reads, in the order in which it matters: half an hour, and the rest. */
export type PackView = {
  readonly id: string;
  readonly name: string;
  readonly organizationName: string;
  readonly roles: readonly Role[];
  readonly ends: string;
  readonly notes: string;
  readonly first: readonly PackItem[];
  readonly minutes: number;
  readonly later: readonly PackItem[];
  /** The day came, and nobody had said who follows: it went by itself, and these were told. */
  readonly byDate: boolean;
  readonly told: readonly { readonly name: string; readonly words: string }[];
};

/** A role whose work one person alone could do today. */
export type KeyRole = {
  readonly organization: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly holder?: string;
  /** The last day of who sits there, where it is known. */
  readonly until?: Day;
  readonly carries: readonly Carried[];
};

export type KeyPeople = {
  readonly roles: readonly KeyRole[];
  readonly packs: readonly { readonly id: string; readonly name: string; readonly ends: string }[];
};

/** People come and go; what they did stays in hand. */
export type PeopleAnswers = {
  readonly leaving: (access: Access, account: string) => Promise<Outcome<LeaverView>>;
  readonly leave: (access: Access, wish: LeaveWish) => Promise<Outcome<{ readonly id: string }>>;
  /** Whether a seat may end as it is, at that moment: refused by the line that would be left with nobody, unless it was to end before. */
  readonly mayEnd: (access: Access, seat: string, ends?: number) => Promise<Outcome<true>>;
  readonly pack: (access: Access, id: string) => Promise<Outcome<PackView>>;
  readonly keyPeople: (access: Access) => Promise<KeyPeople>;
};
