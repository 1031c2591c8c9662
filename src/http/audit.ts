import type { Access } from '#agreement';

/** One look at the record, as the audit keeps it. */
export type Reading = {
  readonly action:
    | 'read'
    | 'vread'
    | 'history'
    | 'search'
    | 'everything'
    | 'summary'
    | 'meta'
    | 'validate'
    /** Denied: what is done commits with its own line. */
    | 'create'
    | 'update'
    | 'delete'
    | 'denied';
  /** Absent where the look was at everything. */
  readonly type?: string;
  readonly id?: string;
  /** The search as asked. */
  readonly query?: string;
  /** Everything that was shown; with the compartment it lies in, so that the person can be told. */
  readonly shown: readonly Shown[];
  readonly outcome: 'success' | 'refused';
};

export type Shown = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly bkt?: number;
  readonly cmp?: string;
  /** Key of the organisation that recorded it. */
  readonly org?: number;
};

/** Durable when it resolves; a body leaves after that. */
export type Audit = (access: Access, reading: Reading) => Promise<void>;
