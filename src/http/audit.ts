import type { Access } from '#agreement';

/** One look at the record, as the audit keeps it. */
export type Reading = {
  readonly action: 'read' | 'vread' | 'history' | 'search';
  readonly type: string;
  readonly id?: string;
  /** The search as asked. */
  readonly query?: string;
  /** 'Observation/7' of everything that was shown. */
  readonly found: readonly string[];
  readonly outcome: 'success' | 'refused';
};

/** Durable when it resolves; a body leaves after that. */
export type Audit = (access: Access, reading: Reading) => Promise<void>;
