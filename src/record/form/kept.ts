import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { compile, type Option, optionsIn, type Program } from '#forms';
import type { Services } from '#joint';
import type { Repository, Stored } from '#repository';
import type { FormRow } from './contract.ts';

export type Json = Readonly<Record<string, unknown>>;
const LIST_MAX = 200;

/** Forms that can be filled in now: published, under an address and a version; of several versions the newest. */
export async function publishedForms(services: Services, access: Access): Promise<Outcome<readonly FormRow[]>> {
  const found = await services.repository(access).search({
    type: 'Questionnaire',
    parameters: [
      ['status', 'active'],
      ['_count', String(LIST_MAX)],
      ['_sort', '-_lastUpdated'],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  if (!found.ok) return found;
  const newest = new Map<string, FormRow>();
  for (const { resource } of found.value.entries) {
    const json = JSON.parse(resource.body) as Json;
    const row = rowOf(json, resource.id);
    if (row && !newest.has(String(json['url']))) newest.set(String(json['url']), row);
  }
  return accepted([...newest.values()].sort((a, b) => a.title.localeCompare(b.title)));
}

export type KeptForm = { readonly form: FormRow; readonly program: Program; readonly active: boolean };

/** A form by the id of its Questionnaire. */
export async function formOf(services: Services, access: Access, id: string): Promise<Outcome<KeptForm>> {
  const repository = services.repository(access);
  const [stored] = /^[A-Za-z0-9.-]{1,64}$/.test(id) ? await repository.readMany([`Questionnaire/${id}`]) : [];
  return stored ? keptForm(repository, stored) : noForm();
}

/** A form by its address and version, as answers name it. */
export async function formNamed(services: Services, access: Access, canonical: string): Promise<Outcome<KeptForm>> {
  const repository = services.repository(access);
  const stored = await byCanonical(repository, 'Questionnaire', canonical);
  return stored ? keptForm(repository, stored) : noForm();
}

async function keptForm(repository: Repository, stored: Stored): Promise<Outcome<KeptForm>> {
  const json = JSON.parse(stored.body) as Json;
  const form = rowOf(json, stored.id);
  const status = String(json['status']);
  if (!form || (status !== 'active' && status !== 'retired')) return unpublished();
  const program = compile(json, await expansionsFor(json, (url) => valueSetOf(repository, url)));
  return program.ok ? accepted({ form, program: program.value, active: status === 'active' }) : program;
}

export function rowOf(json: Json, id: string): FormRow | undefined {
  const [url, version] = [json['url'], json['version']];
  if (typeof url !== 'string' || typeof version !== 'string') return undefined;
  const words = (name: string) => (typeof json[name] === 'string' ? json[name] : '');
  return {
    id,
    canonical: `${url}|${version}`,
    title: words('title') || words('name') || 'A form',
    description: words('description'),
  };
}

export async function valueSetOf(repository: Repository, url: string): Promise<Json | undefined> {
  const stored = await byCanonical(repository, 'ValueSet', url);
  return stored && (JSON.parse(stored.body) as Json);
}

async function byCanonical(repository: Repository, type: string, canonical: string): Promise<Stored | undefined> {
  const [url = '', version] = canonical.split('|');
  const found = await repository.search({
    type,
    parameters: [
      ['url', url],
      ...(version === undefined ? [] : [['version', version] as const]),
      ['_sort', '-_lastUpdated'],
      ['_count', '1'],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  return found.ok ? found.value.entries[0]?.resource : undefined;
}

const SETS_MAX = 50;

/** What the stored value sets that a form names hold; one that is not there, or does not list its codes, is left out and refused. */
export async function expansionsFor(
  questionnaire: Json,
  valueSet: (url: string) => Promise<Json | undefined>,
): Promise<Readonly<Record<string, readonly Option[]>>> {
  const expansions: Record<string, readonly Option[]> = {};
  for (const url of [...setsIn(questionnaire['item'])].slice(0, SETS_MAX)) {
    const found = await valueSet(url);
    const options = found && optionsIn(found);
    if (options) expansions[url] = options;
  }
  return expansions;
}

function setsIn(items: unknown, depth = 0): ReadonlySet<string> {
  const all = Array.isArray(items) && depth < 9 ? (items as readonly unknown[]) : [];
  return new Set(
    all.flatMap((one) => {
      const item = (typeof one === 'object' && one !== null ? one : {}) as Json;
      const set = item['answerValueSet'];
      const own = typeof set === 'string' && !set.startsWith('#') ? [set] : [];
      return [...own, ...setsIn(item['item'], depth + 1)];
    }),
  );
}

export function noForm(): Outcome<never> {
  return refuse('not-found', 'record.no-form', 'There is no such form. Open the list of forms.');
}

function unpublished(): Outcome<never> {
  const text =
    'This form is not published, or has no address and version. Whoever keeps it gives it url, version and the status active.';
  return refuse('business-rule', 'record.form-unpublished', text, 'Questionnaire.status');
}
