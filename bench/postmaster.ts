import type { Client } from 'pg';
import type { Cluster } from '../torture/cluster.ts';
import { withDatabase } from '../torture/scenario.ts';

/** The process of PostgreSQL that all its others are children of. */
export async function postmasterOf(database: Client): Promise<number> {
  const { rows } = await database.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), chr(10), 1) as pid`,
  );
  return Number(rows[0]?.pid);
}

export function postmaster(cluster: Cluster): Promise<number> {
  return withDatabase(cluster, postmasterOf);
}
