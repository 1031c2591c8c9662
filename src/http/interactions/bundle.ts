import { accepted, type BundleEntryScan, type Outcome, refuse, scanBundle } from '#fhir';
import type { BundleEntry } from '#repository';
import { responseBundle } from '../bundle.ts';
import { BUNDLE_BYTES_MAX, interaction } from '../interaction.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** FHIR transaction (all or nothing) and batch (each alone): https://hl7.org/fhir/R4/http.html#transaction */
export const bundle = interaction(
  'POST /',
  async ({ body, base, prefer, repository }) => {
    const scanned = scanBundle(body, { size: BUNDLE_BYTES_MAX });
    if (!scanned.ok) return scanned;
    const { type, entries } = scanned.value;
    if (type !== 'transaction' && type !== 'batch') {
      const text = `A Bundle sent here is a transaction or a batch, not ${type === '' ? 'without a type' : type}.`;
      return refuse('value', 'http.bundle-type', text, 'Bundle.type');
    }
    const asked = entriesOf(entries);
    if (!asked.ok) return asked;
    const answers =
      type === 'batch' ? accepted(await repository.batch(asked.value)) : await repository.transaction(asked.value);
    if (!answers.ok) return answers;
    const options = { base, kind: type, bodies: prefer.return === 'representation' } as const;
    return accepted({ status: 200, headers: {}, body: responseBundle(answers.value, options) });
  },
  { bodyBytesMax: BUNDLE_BYTES_MAX },
);

function entriesOf(entries: readonly BundleEntryScan[]): Outcome<readonly BundleEntry[]> {
  const asked: BundleEntry[] = [];
  for (const [at, entry] of entries.entries()) {
    const method = METHODS.find((known) => known === entry.request?.method);
    if (entry.request === undefined || method === undefined) {
      const place = `Bundle.entry[${at}].request`;
      return refuse('required', 'http.entry-request', `${place} needs a method and a url.`, place);
    }
    const { url, ifMatch, ifNoneMatch, ifNoneExist } = entry.request;
    asked.push({
      method,
      url,
      ...(entry.fullUrl === undefined ? {} : { fullUrl: entry.fullUrl }),
      ...(entry.resource ? { scan: entry.resource } : {}),
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
      ...(ifNoneExist === undefined ? {} : { ifNoneExist }),
    });
  }
  return accepted(asked);
}
