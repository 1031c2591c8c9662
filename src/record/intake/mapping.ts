import { type Outcome, accepted, refuse } from '#fhir';

/** A template: JSON whose strings may have places for columns, '{nhs_number|digits}'. What stays empty is left out. */
export type Template = string | number | boolean | readonly Template[] | { readonly [element: string]: Template };

/** A resource that a line makes. */
export type ResourceMapping = {
  readonly type: string;
  /** What the sender calls it, made of columns: the same in every file. References name it 'Type/<identity>'. */
  readonly identity: string;
  /** Only for lines where the column is one of these; where `is` is left out, where it is not empty. */
  readonly when?: { readonly column: string; readonly is?: readonly string[] };
  readonly template: { readonly [element: string]: Template };
};

/** How a CSV file becomes resources. Lives in packs/mapping as JSON. */
export type Mapping = {
  readonly mapping: string;
  readonly version: string;
  readonly delimiter?: string;
  /** Columns the file must have; others are passed over. */
  readonly columns: readonly string[];
  /** Offset of times in the file, '+01:00'; times are cut to days where it is left out. */
  readonly offset?: string;
  /** Code maps: what the sender writes -> a code or a piece of a resource. '*' is the rest; without it an unknown code refuses the record. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, Template>>>>;
  readonly resources: readonly ResourceMapping[];
};

/** A mapping file as written, checked: every place names a column, a filter and a code map that are there. */
export function checkMapping(text: string): Outcome<Mapping> {
  const parsed = parse(text);
  const wrong = parsed === undefined ? 'is no JSON object' : (wrongShape(parsed) ?? wrongPlace(parsed as Mapping));
  if (wrong !== undefined) return refuse('invalid', 'intake.mapping', `The mapping file ${wrong}.`);
  return accepted(parsed as Mapping);
}

/** Every '{column|filter:argument}' in a text. */
export const PLACE = /\{([^{}|]+)((?:\|[a-z]+(?::[^|{}]*)?)*)\}/g;

export const FILTERS: readonly string[] = ['upper', 'lower', 'digits', 'date', 'number', 'code', 'default'];

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function wrongShape(found: Readonly<Record<string, unknown>>): string | undefined {
  const { mapping, version, columns, resources } = found;
  if (typeof mapping !== 'string' || typeof version !== 'string')
    return "lacks its name and version ('mapping', 'version')";
  if (!Array.isArray(columns) || !columns.every((name) => typeof name === 'string'))
    return "lacks its list of 'columns'";
  if (!Array.isArray(resources) || resources.length === 0) return "lacks its list of 'resources'";
  const bad = resources.findIndex(
    (one: Partial<ResourceMapping> | null) =>
      typeof one?.type !== 'string' || typeof one.identity !== 'string' || typeof one.template !== 'object',
  );
  return bad < 0 ? undefined : `has a resource (number ${bad + 1}) without type, identity or template`;
}

function wrongPlace(mapping: Mapping): string | undefined {
  const whens = mapping.resources.flatMap(({ when }) => (when ? [`{${when.column}}`] : []));
  const texts = [...textsIn(mapping.resources.flatMap(({ identity, template }) => [identity, template])), ...whens];
  for (const text of texts) {
    for (const [, column = '', filters = ''] of text.matchAll(PLACE)) {
      if (!mapping.columns.includes(column)) return `names the column '${column}', which is not in its 'columns'`;
      for (const filter of filters.split('|').slice(1)) {
        const [name = '', argument = ''] = filter.split(/:(.*)/s);
        if (!FILTERS.includes(name)) return `uses the filter '${name}'; there are ${FILTERS.join(', ')}`;
        if (name === 'code' && !mapping.codes?.[argument])
          return `uses the code map '${argument}', which it does not have`;
      }
    }
  }
  return undefined;
}

function textsIn(template: Template): readonly string[] {
  if (typeof template === 'string') return [template];
  if (typeof template !== 'object') return [];
  return Object.values(template as Readonly<Record<string, Template>>).flatMap(textsIn);
}
