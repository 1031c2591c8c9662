import type { Access, Role } from '#agreement';
import type { AuditLog, Contributors, Persons, Repository } from '#repository';
import type { Reader, Store } from '#store';
import type { Calendar } from './calendar.ts';
import type { RoleOf } from './terms.ts';

/** Who sits in a role today. */
export type Holder = { readonly account: string; readonly name: string };

/** What the engine is given once, at start. What stands above it in the layers comes in as functions. */
export type ObligationParts = {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
  /** 256 random bits as text, for addresses of calendars. */
  readonly newSecret: () => string;
  /** IANA zone of the installation. */
  readonly zone: string;
  readonly calendars: readonly Calendar[];
  /** Name of the one that counts where an obligation names none. */
  readonly calendar: string;
  readonly contributors: Contributors;
  readonly persons: Persons;
  readonly audit: AuditLog;
  readonly repository: (access: Access) => Repository;
  /** Who sits in a role of an organisation today; from auth's seats. */
  readonly holders: (reader: Reader, organization: string, role: Role) => Promise<readonly Holder[]>;
  /** What a role sees of the record: evidence is looked for with the owner's eyes. */
  readonly accessOf: (of: RoleOf) => Promise<Access>;
  /** Keys of organisations whose information governance answers for the whole partnership. */
  readonly overseers: () => readonly number[];
  /** Who stands in the place of an organisation that is no more; itself otherwise. */
  readonly heirOf?: (organization: string) => string;
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
};
