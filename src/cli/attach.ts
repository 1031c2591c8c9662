import { type Configuration, type Core, openCore, openLog } from '#app';
import { urlOfRunning } from '#store';
import { configurationOf, type DatabaseFlags } from './settings.ts';

/** The program without its server, for one command. */
export type Attached = {
  readonly core: Core;
  /** Whether a running program has this database open, and so follows its feed. */
  readonly served: boolean;
};

/** Opens the installation of a data folder: beside the program that runs on it, or alone. */
export async function attach(flags: DatabaseFlags): Promise<Attached> {
  const configuration = configurationOf(flags, process.env);
  const running = configuration.databaseUrl === undefined ? await urlOfRunning(configuration.folder) : undefined;
  const beside: Configuration = running === undefined ? configuration : { ...configuration, databaseUrl: running };
  return { core: await openCore(beside, openLog({ ...configuration, log: 'silent' })), served: running !== undefined };
}
