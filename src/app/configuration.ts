import type { Limits } from '#http';
import type { DemonstrationSize } from './demo/index.ts';
import type { LogFiles } from './log-files.ts';
import type { PowerHours } from './power.ts';
import type { Partner } from './sealing/anchor-partner.ts';

/** How an installation is run; from flags and environment, by cli. */
export type Configuration = {
  /** Data folder: embedded database, secret, log. */
  readonly folder: string;
  /** A PostgreSQL server instead of the embedded one. */
  readonly databaseUrl?: string;
  readonly acceptDataLoss: boolean;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly demo: 'none' | DemonstrationSize;
  /** CONCORD_SECRET; else a file of the data folder. */
  readonly secret?: string;
  /** Where the program stands behind a proxy: the address people use. */
  readonly publicAddress?: string;
  /** How many proxies that is, one behind the other; 1 where nothing is said. */
  readonly proxies?: number;
  /** Of requests; as in http where nothing is said. */
  readonly limits?: Limits | 'off';
  /** Another organisation's Concord that keeps the seals of our audit. */
  readonly anchor?: Partner;
  /** IANA zone of the partnership, whose days count. */
  readonly zone: string;
  /** Packs of the installation's own, beside those that ship: law of places. */
  readonly packs?: string;
  /** Where there is power for some hours of a day only: the program closes in order before it ends. */
  readonly power?: PowerHours;
  /** Where the log goes: a file of the data folder, standard output, or nowhere. */
  readonly log: 'file' | 'stdout' | 'silent';
  /** When a file of the log is closed, and how many closed ones are kept; as in log-files.ts where nothing is said. */
  readonly logFiles?: LogFiles;
  /** Without the commit gate of single creates. Set by its bench alone: no flag and no variable leads here. */
  readonly ungated?: true;
};

export const DEFAULTS = {
  folder: '.concord',
  port: 8080,
  host: 'localhost',
  demo: 'default',
  zone: 'Europe/London',
  log: 'file',
  acceptDataLoss: false,
} as const satisfies Partial<Configuration>;
