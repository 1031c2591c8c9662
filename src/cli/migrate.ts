import { migrations, openLog } from '#app';
import { migrate as apply, openStore, startEmbedded } from '#store';
import { configurationOf, type DatabaseFlags } from './settings.ts';
import { say } from './terminal.ts';

/** Brings the schema up to date without serving; `serve` does the same at its start. */
export async function migrate(flags: DatabaseFlags): Promise<void> {
  const configuration = configurationOf(flags, process.env);
  const { folder, databaseUrl, acceptDataLoss } = configuration;
  const log = openLog(configuration);
  const engine = databaseUrl ? undefined : await startEmbedded({ folder, log: (line) => log.info({}, line) });
  try {
    const store = await openStore({
      url: databaseUrl ?? engine?.url ?? '',
      acceptDataLoss,
      applicationName: 'concord migrate',
    });
    try {
      const applied = await apply(store, migrations());
      say(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
    } finally {
      await store.close();
    }
  } finally {
    await engine?.stop();
  }
}
