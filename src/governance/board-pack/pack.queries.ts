import { type Reader, sql, type Transaction } from '#store';

export type KeptPack = {
  readonly n: number;
  readonly month: string;
  readonly text: string;
  readonly file: Uint8Array | null;
  /** The digest that the seal took the file by. */
  readonly fileHash: string | null;
  readonly noFile: string | null;
  readonly previous: string;
  readonly hash: string;
  readonly issued: Date;
  readonly by: string;
};

/** A hundred years of months. */
const PACKS_MAX = 1_200;

/** Every report of an organisation, oldest first: a chain of seals is checked from its beginning. */
export function packsOf(reader: Reader, organization: string): Promise<readonly KeptPack[]> {
  return reader.all<KeptPack>(sql`
    select n, month, text, file, file_hash as "fileHash", no_file as "noFile", previous, hash, issued, by
    from governance_board_pack where organization = ${organization} order by n limit ${PACKS_MAX}`);
}

/** Whose reports there are. */
export async function organizationsOfPacks(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.all<{ readonly organization: string }>(sql`
    select distinct organization from governance_board_pack order by organization limit ${PACKS_MAX}`);
  return rows.map(({ organization }) => organization);
}

export async function keepPack(
  transaction: Transaction,
  {
    organization,
    principal,
    ...kept
  }: Omit<KeptPack, 'noFile' | 'file' | 'fileHash'> & {
    readonly organization: string;
    readonly principal: string;
    readonly file?: Uint8Array;
    readonly fileHash?: string;
    readonly noFile?: string;
  },
): Promise<void> {
  const { n, month, text, file, fileHash, noFile, previous, hash, issued, by } = kept;
  await transaction.run(sql`
    insert into governance_board_pack (organization, n, month, text, file, file_hash, no_file, previous, hash, issued, principal, by)
    values (${organization}, ${n}, ${month}, ${text}, decode(${file ? Buffer.from(file).toString('base64') : null}, 'base64'),
      ${fileHash ?? null}, ${noFile ?? null}, ${previous}, ${hash}, ${issued}, ${principal}, ${by})`);
}

/** One report of an organisation is issued at a time. */
export async function lockPacks(transaction: Transaction, organization: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`board pack ${organization}`}, 0))`);
}
