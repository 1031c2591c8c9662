import type { Day } from '#base';
import type { Expr } from './expr.ts';
import type { SeatNarrowing } from './narrowing.ts';
import type { Purpose, Role } from './words.ts';

/**
 * Who asks, bound into a repository before anything is read. Made by `auth` (who) and `app` (what the instruments in force
 * give them now); never by a route.
 */
export type Access = {
  /** Account or client that asks, for the audit: 'account/12', 'client/loader'. */
  readonly principal: string;
  /** Name of the person who asks, for what they sign and do; absent for systems. */
  readonly name?: string;
  readonly role: Role;
  readonly purpose: Purpose;
  /** When the person last proved to be there, in milliseconds; absent for systems, and where they only opened a link. */
  readonly proved?: number;
  /** Key of the organisation that asks and to which its writes are attributed (repository table organization_key). */
  readonly organization: number;
  /** The feed or instrument its writes come under (table basis). */
  readonly basis: number;
  /** Holder of rows in `access`: an organisation, or one person for their own record (table viewer). */
  readonly viewer: number;
  /** What may be seen, as a rule over a row and the viewer's access row. Policy is this and nothing else. */
  readonly filter: Expr;
  /** May write: end users write only for compartments they have a relationship with; a system client anywhere. */
  readonly writes: 'none' | 'own-people' | 'everything';
  /** What an app's token leaves of all this, an expression for each thing that can be done. Absent where nothing is narrowed. */
  readonly scopes?: Scopes;
  /** The break-glass opening under which it is asked; marked on every line of the audit. */
  readonly under?: string;
  /** Sits in the place of somebody who keeps some of the record to themself: sees the items that are left, on the page of the record and nowhere else. */
  readonly narrowed?: SeatNarrowing;
  /**
   * Asks what is the same for whoever asks once while a page is read, through whichever joints it is asked. Gone with the request, and absent where anything is
   * written: then everything is asked anew.
   */
  readonly once?: Once;
  /** Update-as-create with client-chosen ids: systems only, since it would tell end users which ids exist. */
  readonly choosesIds: boolean;
};

/** `what` names the question and everything that its answer follows from, which is never who asks. */
export type Once = <T>(what: string, ask: () => Promise<T>) => Promise<T>;

/** Asks what is the same for whoever asks; once, where that is said of the request. */
export function askOnce<T>({ once }: Pick<Access, 'once'>, what: string, ask: () => Promise<T>): Promise<T> {
  return once === undefined ? ask() : once(what, ask);
}

/** What can be done with a resource, as SMART scopes tell it apart (c, r, u, d, s). */
export const DEEDS = ['create', 'read', 'update', 'delete', 'search'] as const;
export type Deed = (typeof DEEDS)[number];

/** Which rows an app's token reaches, by what it would do with them. It narrows the policy and never widens it. */
export type Scopes = Readonly<Record<Deed, Expr>>;

/** The access as it is for one thing that can be done: its policy, and what the token leaves of it. */
export function accessFor(access: Access, deed: Deed): Access {
  if (access.scopes === undefined) return access;
  return { ...access, filter: { op: 'and', of: [access.filter, access.scopes[deed]] } };
}

/** Bucket and hash of a person's compartment; see the repository. */
export type Place = { readonly bkt: number; readonly cmp: string };

/** The part of a stored row that policy looks at. Numbers are the positions in words.ts. */
export type PolicyRow = {
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  /** Version of the sets of sensitive codes that gave `lab`; absent where it is the newest. */
  readonly labver?: number;
  /** False for rows in nobody's compartment (directory): no access row is asked for them. */
  readonly personal: boolean;
  /** The item's clinical date, in milliseconds; an item without one counts as of any day. */
  readonly at?: number;
  /** What only tokens of apps look at; what is not told is not let through. */
  readonly typ?: number;
  readonly home?: Place;
  readonly tok?: readonly string[];
  /** Parameters that the resource gives a value for. */
  readonly has?: readonly number[];
  /** Who pays for it and who is paid, by charges that stand; absent: nobody. */
  readonly charged?: readonly number[];
  /** The end of the clinical date; absent where it has none. */
  readonly till?: number;
  /** Other dates and numbers, by parameter. */
  readonly spans?: readonly { readonly parameter: number; readonly lo: number; readonly hi: number }[];
};

/** A viewer's row in `access` for the person a row is about. */
export type AccessRow = {
  readonly rel: number;
  readonly denyOrg: readonly number[];
  readonly denyLab: number;
  /** Classes of data, as bits. */
  readonly denyCls: number;
  /** What populations ask of the person; absent: nothing is known. */
  readonly about?: {
    readonly registered: readonly number[];
    /** As each of their records says. */
    readonly born: readonly Day[];
    readonly conditions: readonly { readonly code: string; readonly org: number }[];
  };
  /** Classes of data whose use is restricted, also for who recorded them; absent: none. */
  readonly holdCls?: number;
};
