import type { Log } from '#joint';
import { openStore, type Store, startEmbedded } from '#store';
import type { Configuration } from './configuration.ts';

export type Database = { readonly store: Store; readonly stop: () => Promise<void> };

const CONNECTIONS_MAX = 24;

/** The server that DATABASE_URL names, else PostgreSQL in the data folder, started here and stopped with us. */
export async function openDatabase(
  configuration: Pick<Configuration, 'folder' | 'databaseUrl' | 'acceptDataLoss'>,
  log: Log,
): Promise<Database> {
  const { folder, databaseUrl, acceptDataLoss } = configuration;
  const options = { max: CONNECTIONS_MAX, acceptDataLoss, applicationName: 'concord' };
  if (databaseUrl !== undefined) {
    const store = await openStore({ ...options, url: databaseUrl });
    return { store, stop: () => store.close() };
  }
  const engine = await startEmbedded({ folder, log: (line) => log.info({}, line) });
  try {
    const store = await openStore({ ...options, url: engine.url });
    const stop = async (): Promise<void> => {
      await store.close();
      await engine.stop();
    };
    return { store, stop };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
