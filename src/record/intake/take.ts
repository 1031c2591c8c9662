import { refuse, type Refused } from '#fhir';
import type { BundleEntry, Repository } from '#repository';
import type { Bad } from './item.ts';
import type { Prepared } from './prepare.ts';
import { type Came, provenances } from './provenance.ts';

export type Taking = { readonly repository: Repository; readonly again?: boolean };
export type Taken = { readonly changed: number; readonly same: number; readonly refused: readonly Bad[] };

/**
 * Writes records in one transaction, with the Provenance of what is new among them. Where it is refused, the halves are tried
 * by themselves, so that the bad ones are found in a few steps and everything else is taken.
 */
export async function take(taking: Taking, records: readonly Prepared[], came: Came): Promise<Taken> {
  const { repository, again = false } = taking;
  if (again) {
    const missing = await missingOf(repository, records);
    const taken = await take({ repository }, missing, came);
    return { ...taken, same: taken.same + records.length - missing.length };
  }
  if (records.length === 0) return { changed: 0, same: 0, refused: [] };
  const answer = await write(repository, records, came);
  if (answer.taken) return answer.taken;
  const [only, ...others] = records;
  if (only === undefined || others.length === 0)
    return {
      changed: 0,
      same: 0,
      refused: only ? [{ line: only.line, record: only.record, because: answer.refused }] : [],
    };
  const middle = Math.ceil(records.length / 2);
  const left = await take(taking, records.slice(0, middle), came);
  const right = await take(taking, records.slice(middle), came);
  return {
    changed: left.changed + right.changed,
    same: left.same + right.same,
    refused: [...left.refused, ...right.refused],
  };
}

type Answer =
  | { readonly taken: Taken; readonly refused?: never }
  | { readonly taken?: never; readonly refused: Refused };

async function write(repository: Repository, records: readonly Prepared[], came: Came): Promise<Answer> {
  const told = provenances(records, came);
  const there = await repository.readMany(told.map(({ id }) => `Provenance/${id}`));
  const known = new Set(there.map(({ id }) => id));
  const entries = [
    ...records.map(({ type, id, text }) => put(`${type}/${id}`, text)),
    ...told.filter(({ id }) => !known.has(id)).map(({ id, text }) => put(`Provenance/${id}`, text)),
  ];
  const answered = await repository.transaction(entries);
  if (!answered.ok) return { refused: answered };
  const answers = answered.value.slice(0, records.length);
  const bad = answers.find((one) => !one.ok);
  if (bad && !bad.ok) return { refused: bad };
  if (answers.length < records.length)
    return {
      refused: refuse(
        'exception',
        'intake.unanswered',
        'The store left records of a batch unanswered. Load the file again.',
      ),
    };
  const same = answers.filter((one) => one.ok && one.value.written?.effect === 'same').length;
  return { taken: { changed: answers.length - same, same, refused: [] } };
}

async function missingOf(repository: Repository, records: readonly Prepared[]): Promise<readonly Prepared[]> {
  const there = await repository.readMany(records.map(({ type, id }) => `${type}/${id}`));
  const known = new Set(there.map(({ type, id }) => `${type}/${id}`));
  return records.filter(({ type, id }) => !known.has(`${type}/${id}`));
}

function put(url: string, resource: string): BundleEntry {
  return { method: 'PUT', url, resource };
}
