import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile, TextFile } from '#http';
import { XLSX } from '#joint';
import { askedOf, type Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { onlyFor, type OnlyFor } from '../pool/purpose.ts';
import { rivalsOf, walled } from '../wall.ts';
import { allEntries } from '../views/entries.queries.ts';
import { poolView } from '../views/pools.ts';
import { ledgerCsv } from './csv.ts';
import { ledgerJournal } from './journal.ts';
import { narrowed, type ToldEntry } from './narrowed.ts';
import { poolWorkbook } from './pool-workbook.ts';

const BATCH = 500;
/** A spreadsheet is made whole before it is sent; a longer ledger is taken as CSV, which streams. */
const ENTRIES_MAX = 50_000;

/** The ledger of a pool, whole or of one programme or grant: as CSV or a plain-text journal, which stream, or as a spreadsheet with its position. That it was taken is in the audit. */
export async function exported(
  asking: Asking,
  access: Access,
  name: PoolName,
  { format, ...asked }: OnlyFor & { readonly format: string },
): Promise<Outcome<TextFile | BytesFile>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { id } = found.value.pool;
  const only = onlyFor(found.value.stack, found.value.pool, asked);
  if (!only.ok) return only;
  const parties = found.value.pool.parties.map(({ organization }) => organization);
  const rivals = (await rivalsOf(asking, access)).filter((one) => parties.includes(one));
  if (rivals.length > 0) return walled(asking, access, rivals, `the whole ledger of ${found.value.pool.title}`);
  const { programme = '', grant = '' } = only.value ?? {};
  const file = [id, grant || programme]
    .filter((part) => part !== '')
    .join('-')
    .replaceAll('/', '-');
  const { services } = asking;
  const batches = narrowed(allEntries(services.store, id, BATCH), only.value);
  if (format !== 'csv' && format !== 'journal' && format !== 'xlsx') {
    return refuse('not-supported', 'money.format', "Ask for 'csv', 'xlsx' or 'journal'.");
  }
  await services.ports.audit.note(access, {
    action: 'export',
    outcome: 'done',
    query: `money ${id} ${format} ${grant || programme}`.trim(),
  });
  if (format === 'xlsx') return spreadsheet(asking, access, name, { file, batches });
  return accepted(
    format === 'csv'
      ? { text: ledgerCsv(batches), type: 'text/csv', name: `${file}.csv` }
      : { text: ledgerJournal(id, batches), type: 'text/plain', name: `${file}.journal` },
  );
}

async function spreadsheet(
  asking: Asking,
  access: Access,
  name: PoolName,
  { file, batches }: { readonly file: string; readonly batches: AsyncIterable<readonly ToldEntry[]> },
): Promise<Outcome<BytesFile>> {
  const view = await poolView(asking, access, name);
  if (!view.ok) return view;
  const entries: ToldEntry[] = [];
  for await (const batch of batches) {
    entries.push(...batch.filter(({ seq }) => BigInt(seq) <= BigInt(view.value.revision)));
    if (entries.length > ENTRIES_MAX) {
      const text = `The ledger has more than ${ENTRIES_MAX} entries, too many for a spreadsheet. Take it as CSV.`;
      return refuse('too-costly', 'money.workbook-long', text);
    }
  }
  return accepted({ bytes: await poolWorkbook(view.value, entries), type: XLSX, name: `${file}.xlsx` });
}
