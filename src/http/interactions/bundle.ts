import { accepted, type BundleEntryScan, type Outcome, refuse, scanBundle } from '#fhir';
import type { BundleEntry, EntryAnswer } from '#repository';
import type { Reading } from '../audit.ts';
import { responseBundle } from '../bundle.ts';
import { BUNDLE_BYTES_MAX, type FhirRequest, interaction } from '../interaction.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** FHIR transaction (all or nothing) and batch (each alone): https://hl7.org/fhir/R4/http.html#transaction */
export const bundle = interaction(
  'POST /',
  async (request) => {
    const { body, base, prefer, repository } = request;
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
    await auditLooks(request, asked.value, answers.value);
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

/** A look is a look, in a bundle too. Writes have left their own lines. */
async function auditLooks(
  { access, audit }: FhirRequest,
  asked: readonly BundleEntry[],
  answers: readonly EntryAnswer[],
): Promise<void> {
  const looks = answers.flatMap((answer, at): readonly Reading[] => {
    const entry = asked[at];
    if (entry?.method !== 'GET') return [];
    const [path = '', query] = entry.url.split('?');
    const [type = '', id] = path.split('/');
    const what = { type, ...(id ? { id } : {}), ...(query === undefined ? {} : { query }) };
    if (!answer.ok) return [{ ...what, action: 'read', shown: [], outcome: 'refused' }];
    const { read, page } = answer.value;
    const shown = page ? page.entries.map(({ resource }) => resource) : read ? [read] : [];
    return [{ ...what, action: page ? 'search' : 'read', shown, outcome: 'success' }];
  });
  await Promise.all(looks.map((look) => audit(access, look)));
}
