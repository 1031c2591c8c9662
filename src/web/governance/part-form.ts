import { type Clause, DATA_CLASSES, type Instrument, LABELS, PURPOSES, RELATIONSHIPS, ROLES } from '#agreement';

/** One thing of a part of an agreement that a form asks for, by its place in the part. */
export type PartField = { readonly path: string; readonly words: string } & (
  | { readonly kind: 'text' | 'number'; readonly value: string }
  | { readonly kind: 'lines'; readonly value: readonly string[] }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'ticks'; readonly value: readonly string[]; readonly options: readonly string[] }
);

/** Every leaf of any part, as fields: one form for all twenty sorts. What ties it to its paragraph is not asked for. */
export function partFields(clause: Clause, instrument: Instrument): readonly PartField[] {
  const whole = clause.clause === 'share' ? { ...clause, sensitive: clause.sensitive ?? [] } : clause;
  return Object.entries(whole)
    .filter(([name]) => !TIES.includes(name))
    .flatMap(([name, value]) => fieldsOf({ path: name, value }, instrument));
}

/** The part as the form says it is now. */
export function partFrom(
  clause: Clause,
  instrument: Instrument,
  form: URLSearchParams,
): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = structuredClone(clause) as Record<string, unknown>;
  for (const field of partFields(clause, instrument)) put(made, field.path.split('.'), typed(field, instrument, form));
  return made;
}

const TIES = ['id', 'cites', 'clause', 'dependsOn', 'purpose'];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  classes: DATA_CLASSES.filter((one) => one !== 'directory'),
  sensitive: LABELS,
  labels: LABELS,
  roles: ROLES.filter((one) => one !== 'system'),
  relationships: RELATIONSHIPS,
  purposes: PURPOSES,
};

type Place = { readonly path: string; readonly value: unknown };

function fieldsOf({ path, value }: Place, instrument: Instrument): readonly PartField[] {
  const name = path.split('.').at(-1) ?? path;
  const words = wordsOf(path);
  if (typeof value === 'boolean') return [{ path, words, kind: 'truth', value }];
  if (typeof value === 'number') return [{ path, words, kind: 'number', value: String(value) }];
  const parties = instrument.parties.map(({ organization }) => organization);
  if (value === 'parties') return [{ path, words, kind: 'ticks', value: parties, options: parties }];
  if (typeof value === 'string') return [{ path, words, kind: 'text', value }];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === 'string')) return [listField({ path, words, name, value }, parties)];
    return value.flatMap((one, at) => fieldsOf({ path: `${path}.${at}`, value: one }, instrument));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => fieldsOf({ path: `${path}.${key}`, value: one }, instrument));
}

type Listed = {
  readonly path: string;
  readonly words: string;
  readonly name: string;
  readonly value: readonly string[];
};

function listField({ path, words, name, value }: Listed, parties: readonly string[]): PartField {
  const options =
    CHOICES[name] ?? (value.length > 0 && value.every((one) => parties.includes(one)) ? parties : undefined);
  return options ? { path, words, kind: 'ticks', value, options } : { path, words, kind: 'lines', value };
}

function typed(field: PartField, instrument: Instrument, form: URLSearchParams): unknown {
  const name = nameOf(field);
  const text = (form.get(name) ?? '').trim();
  switch (field.kind) {
    case 'truth':
      return form.get(name) === 'yes';
    case 'number':
      return text === '' ? undefined : Number(text);
    case 'text':
      return text;
    case 'lines':
      return text
        .split(/\r?\n/)
        .map((one) => one.trim())
        .filter((one) => one !== '');
    case 'ticks': {
      const wanted = form.getAll(name);
      const chosen = field.options.filter((one) => wanted.includes(one));
      const all = instrument.parties.length > 0 && chosen.length === field.options.length;
      return all && field.options[0] === instrument.parties[0]?.organization ? 'parties' : chosen;
    }
  }
}

export function nameOf({ path }: PartField): string {
  return `part.${path}`;
}

function put(into: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete into[first];
    else into[first] = value;
    return;
  }
  const below = into[first];
  if (typeof below === 'object' && below !== null) put(below as Record<string, unknown>, rest, value);
}

const NAMES: Readonly<Record<string, string>> = {
  'to.organizations': 'Seen by staff of',
  'to.roles': 'In these roles',
  from: 'Recorded by',
  classes: 'Kinds of information',
  sensitive: 'Also what is labelled',
  relationships: 'Who are related to the person by',
  purpose: 'For',
  safetyFloor: 'Allergies alert whoever prescribes',
  onlyWithConsent: 'Only where the person consents',
};

function wordsOf(path: string): string {
  const named = NAMES[path];
  if (named !== undefined) return named;
  const words = path
    .split('.')
    .map((one) => (/^\d+$/.test(one) ? String(Number(one) + 1) : one.replace(/([A-Z])/g, ' $1').toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
