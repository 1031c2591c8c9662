import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { TextFile } from '#http';
import { askedOf, type Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { allEntries } from '../views/entries.queries.ts';
import { ledgerCsv } from './csv.ts';
import { ledgerJournal } from './journal.ts';

const BATCH = 500;

/** The whole ledger of a pool, streamed: as CSV, or as a plain-text journal. That it was taken is in the audit. */
export async function exported(
  asking: Asking,
  access: Access,
  name: PoolName,
  format: string,
): Promise<Outcome<TextFile>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { id } = found.value.pool;
  const file = id.replace('/', '-');
  const { services } = asking;
  const batches = allEntries(services.store, id, BATCH);
  if (format !== 'csv' && format !== 'journal') {
    return refuse('not-supported', 'money.format', "Ask for 'csv' or for 'journal'.");
  }
  await services.ports.audit.note(access, { action: 'export', outcome: 'done', query: `money ${id} ${format}` });
  return accepted(
    format === 'csv'
      ? { text: ledgerCsv(batches), type: 'text/csv', name: `${file}.csv` }
      : { text: ledgerJournal(id, batches), type: 'text/plain', name: `${file}.journal` },
  );
}
