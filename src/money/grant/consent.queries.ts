import { type Reader, sql } from '#store';

export type Consent = {
  readonly grant_key: string;
  readonly line: string;
  readonly minor: string;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
};

/** What those who speak for protected lines agreed to last. Plan: money_floor_consent_line. */
export function consentsOf(reader: Reader, keys: readonly string[]): Promise<readonly Consent[]> {
  return reader.all<Consent>(sql`
    select distinct on (grant_key, line) grant_key, line, minor::text as minor, by, at, reason from money_floor_consent
    where grant_key = any(${keys}::text[]) order by grant_key, line, id desc`);
}
