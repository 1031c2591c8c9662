import { sql } from '../sql.ts';
import type { Reader } from '../store.ts';

/** The oldest PostgreSQL whose planner and functions our statements rely on. */
const OLDEST = 160_000;

/**
 * Refuses a server that may lose what it acknowledged, or that is too old. `synchronous_commit` is read as this connection has
 * it, since a role or a database can turn it off.
 */
export async function checkServer(reader: Reader, acceptDataLoss: boolean): Promise<void> {
  const found = await reader.first<Settings>(sql`
    select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`);
  if (found === undefined) throw new Error('the server told nothing about itself');
  if (found.version < OLDEST)
    throw new Error(`PostgreSQL ${OLDEST / 10_000} or later is needed; this server is ${found.version}`);
  if (found.encoding !== 'UTF8') throw new Error(`a database in UTF8 is needed; this one is in ${found.encoding}`);
  const off = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter((name) => found[name] === 'off');
  if (off.length > 0 && !acceptDataLoss) {
    throw new Error(
      `${off.join(', ')} is off: this server can lose what it acknowledged. Turn it on, or say --accept-data-loss.`,
    );
  }
}

type Settings = {
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly version: number;
  readonly encoding: string;
};
