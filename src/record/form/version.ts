import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { changesIn, compile, type Program } from '#forms';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import type { FormVersion, FormVersions } from './contract.ts';
import { expansionsFor, formOf, type Json, noForm, rowOf, valueSetOf } from './kept.ts';

const VERSIONS_MAX = 50;

/** Everything that is kept under an address and was published, newest first. */
export async function versionsUnder(services: Services, access: Access, url: string): Promise<readonly Stored[]> {
  const found = await services.repository(access).search({
    type: 'Questionnaire',
    parameters: [
      ['url', url],
      ['status', 'active,retired'],
      ['_count', String(VERSIONS_MAX)],
      ['_sort', '-_lastUpdated'],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  // Publishing retires the former in the same instant: of those written together the one in use comes first.
  const all = found.ok ? found.value.entries.map(({ resource }) => resource) : [];
  const used = (one: Stored) => (jsonOf(one)['status'] === 'active' ? 0 : 1);
  return all.toSorted((a, b) => used(a) - used(b) || b.updated.getTime() - a.updated.getTime());
}

export function jsonOf({ body }: Stored): Json {
  return JSON.parse(body) as Json;
}

export function versionOf(stored: Stored): string {
  return String(jsonOf(stored)['version'] ?? '');
}

/** A form as it was, for reading and comparing; undefined where it could not be carried out. */
export async function programOf(services: Services, access: Access, json: Json): Promise<Outcome<Program>> {
  const repository = services.repository(access);
  return compile(json, await expansionsFor(json, (url) => valueSetOf(repository, url)));
}

/** Every version of a form, who published it and what it changed, newest first. */
export async function formVersions(services: Services, access: Access, id: string): Promise<Outcome<FormVersions>> {
  const kept = await formOf(services, access, id);
  if (!kept.ok) return kept;
  const [url = ''] = kept.value.form.canonical.split('|');
  const all = await versionsUnder(services, access, url);
  const programs = await Promise.all(all.map((stored) => programOf(services, access, jsonOf(stored))));
  const published = await publishedBy(services, access, all);
  const [newest] = all;
  if (!newest) return noForm();
  const versions = all.map((stored, at): FormVersion => {
    const [program, before] = [programs[at], programs[at + 1]];
    const { by, on } = published.get(stored.id) ?? {};
    return {
      id: stored.id,
      version: versionOf(stored),
      active: jsonOf(stored)['status'] === 'active',
      ...(by === undefined ? {} : { by }),
      ...(on === undefined ? {} : { at: on }),
      ...(program?.ok && before?.ok ? { changes: changesIn(before.value, program.value) } : {}),
    };
  });
  return accepted({ form: rowOf(jsonOf(newest), newest.id) ?? kept.value.form, versions });
}

type Published = { readonly by: string; readonly on: string };
type Agent = { readonly who?: { readonly display?: string } };

/** Who published them, as far as they were published here: from the provenance that was written with each. */
export async function publishedBy(
  services: Services,
  access: Access,
  all: readonly Stored[],
): Promise<ReadonlyMap<string, Published>> {
  if (all.length === 0) return new Map();
  const found = await services.repository(access).search({
    type: 'Provenance',
    parameters: [
      ['target', all.map(({ id }) => `Questionnaire/${id}`).join(',')],
      ['_count', String(VERSIONS_MAX)],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  const entries = found.ok ? found.value.entries : [];
  return new Map(
    entries.flatMap(({ resource }) => {
      const json = jsonOf(resource);
      const [agent] = (json['agent'] ?? []) as readonly Agent[];
      const targets = (json['target'] ?? []) as readonly { readonly reference?: string }[];
      return targets.map(({ reference = '' }): [string, Published] => [
        reference.replace(/^Questionnaire\//, ''),
        { by: agent?.who?.display ?? 'Somebody', on: String(json['recorded']) },
      ]);
    }),
  );
}
