import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { translated } from './errors.ts';

/**
 * Hears a channel on a connection of its own. A broken connection is opened again, and `heard('')` then says that something may
 * have been missed: whoever listens looks at the tables, never only at the payload.
 */
export async function listenOn(
  config: ClientConfig,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  const ended = new AbortController();
  let client = await connect(config, channel, heard).catch((error: unknown) => {
    throw translated(error);
  });
  const watch = (): void => {
    client.once('end', () => void reopen());
  };
  const reopen = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      try {
        client = await connect(config, channel, heard);
        watch();
        heard('');
        break;
      } catch {
        await sleep(RETRY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
      }
    }
    // Stopped while the connection was being opened.
    if (ended.signal.aborted) await client.end().catch(() => undefined);
  };
  watch();
  return async () => {
    ended.abort();
    await client.end().catch(() => undefined);
  };
}

const RETRY_MS = 250;

async function connect(config: ClientConfig, channel: string, heard: (payload: string) => void): Promise<Client> {
  // Nothing runs here but LISTEN, and it stays idle for as long as nothing happens.
  const client = new Client({
    ...config,
    application_name: `${String(config.application_name)} listen`,
    statement_timeout: 0,
    query_timeout: 0,
  });
  client.on('error', () => undefined);
  client.on('notification', ({ channel: of, payload }) => {
    if (of === channel) heard(payload ?? '');
  });
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}
