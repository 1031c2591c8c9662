import { council, elmTree } from '../../src/agreement/sample.testing.ts';
import type { Item } from './people.ts';

type Of = { readonly at: number; readonly patient: Item; readonly next: string };

/**
 * What names no patient itself, by docs/decisions/0010: of each type one that is this person's, since its organisation recorded them or a document of
 * theirs points at it, and one that is nobody's: about two people, of an organisation that knows nobody under that id, without a document.
 */
export function carriedOf({ at, patient, next }: Of): readonly Item[] {
  const { owner } = patient;
  const other = owner === council ? elmTree : council;
  const about = (id: string) => ({ resource: { resourceType: 'Patient', id } });
  const bundle = (...ids: readonly string[]) => ({ type: 'collection', entry: ids.map(about) });
  const parameters = { parameter: [{ name: 'of', ...about(patient.id) }] };
  const binary = { contentType: 'text/plain', data: 'T25l' };
  const attachment = { url: `Binary/file-${at}` };
  const document = {
    status: 'current',
    subject: { reference: `Patient/${patient.id}` },
    content: [{ attachment }],
  };
  const made = (type: string, name: string, body: object): Omit<Item, 'owner'> => ({
    type,
    id: `${name}-${at}`,
    body: { resourceType: type, id: `${name}-${at}`, ...body },
    cls: type === 'Binary' || type === 'DocumentReference' ? 'documents' : 'other',
    labels: [],
    mark: `${name}-${at}`,
  });
  return [
    { ...made('Bundle', 'held', bundle(patient.id)), owner },
    { ...made('Bundle', 'both', bundle(patient.id, next)), owner, nobodys: true },
    { ...made('Bundle', 'sent', bundle(patient.id)), owner: other, nobodys: true },
    { ...made('Parameters', 'told', parameters), owner },
    { ...made('Parameters', 'asks', parameters), owner: other, nobodys: true },
    { ...made('DocumentReference', 'letter', document), owner: other },
    { ...made('Binary', 'file', binary), owner: other },
    { ...made('Binary', 'lone', binary), owner, nobodys: true },
  ];
}
