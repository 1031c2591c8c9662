import {
  type Include,
  extract,
  isResourceType,
  type Outcome,
  type ReferenceKey,
  type SearchAst,
  accepted,
  parametersOf,
  refuse,
  typeNumber,
} from '#fhir';
import { type Reader, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { tokenHash } from '../place/hash.ts';
import { guardedBy } from '../policy/index.ts';
import { readMany } from '../read/read.ts';
import type { Stored } from '../repository.ts';
import type { Asking } from './asking.ts';
import { addressesIn, addressesOf, mayBeNamed, named, type Wanted } from './canonicals.ts';
import { type FoundRow, storedColumns, storedOf } from './rows.ts';

/** What a page may bring along; more is refused, since a page that leaves some out would not say which. */
const MOST_INCLUDED = 2_000;
/** How often `:iterate` is followed. */
const MOST_ROUNDS = 4;

/**
 * What `_include` and `_revinclude` bring along with the matches of a page, each once, in the order in which it was met.
 * Everything is read through the policy, as a search of its own would.
 */
export async function includedWith(
  reader: Reader,
  asking: Asking,
  { ast, matches }: { readonly ast: SearchAst; readonly matches: readonly Stored[] },
): Promise<Outcome<readonly Stored[]>> {
  const met = new Set(matches.map(keyOf));
  const included: Stored[] = [];
  let sources = matches;
  for (let round = 0; round < MOST_ROUNDS && sources.length > 0; round += 1) {
    const follows = ({ iterate }: Include): boolean => iterate || round === 0;
    const found = [
      ...(await readMany(
        { reader, access: asking.access, now: asking.now },
        targetsOf(sources, ast.include.filter(follows)),
      )),
      ...(await named({ reader, asking }, wantedBy(sources, ast.include.filter(follows)))),
      ...(await referringTo(reader, asking, { sources, includes: ast.revinclude.filter(follows) })),
    ];
    const fresh: Stored[] = [];
    for (const one of found) {
      if (met.has(keyOf(one))) continue;
      met.add(keyOf(one));
      fresh.push(one);
    }
    included.push(...fresh);
    if (included.length > MOST_INCLUDED) return tooMany();
    sources = fresh;
  }
  return accepted(included);
}

const keyOf = ({ type, id }: Stored): string => `${type}/${id}`;

function tooMany(): Outcome<never> {
  return refuse(
    'too-costly',
    'search.too-many-included',
    `_include and _revinclude would bring more than ${MOST_INCLUDED} resources along with this page. Ask for a smaller _count or fewer includes.`,
  );
}

/** The references 'Type/id' that the includes follow from these rows, once each. */
function targetsOf(sources: readonly Stored[], includes: readonly Include[]): readonly string[] {
  if (includes.length === 0) return [];
  const followed = sources.flatMap((source) => {
    const own = includes.filter(({ type }) => type === source.type);
    if (own.length === 0) return [];
    const keys = extract(source.type, JSON.parse(source.body) as Record<string, unknown>);
    return keys.references.flatMap((key) =>
      own.some((include) => follows(include, key)) ? [`${key.type}/${key.id}`] : [],
    );
  });
  return [...new Set(followed)];
}

/** The same for references by address: 'http://…|version'. */
function wantedBy(sources: readonly Stored[], includes: readonly Include[]): readonly Wanted[] {
  return sources.flatMap((source) =>
    includes
      .filter(({ type, parameter }) => type === source.type && mayBeNamed(type, parameter))
      .flatMap(({ type, parameter, target }) =>
        addressesIn(type, source.body, parameter).map((one) =>
          target === undefined ? one : { ...one, types: [target] },
        ),
      ),
  );
}

function follows({ parameter, target }: Include, key: ReferenceKey): boolean {
  if (key.type === undefined || key.id === undefined) return false;
  return (parameter === '*' || parameter === key.p) && (target === undefined || target === key.type);
}

type Reverse = { readonly sources: readonly Stored[]; readonly includes: readonly Include[] };

/** Rows that refer to the sources by the parameters of the includes, found by the tokens of such references. */
async function referringTo(reader: Reader, asking: Asking, { sources, includes }: Reverse): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  for (const { type, parameter, target } of includes) {
    if (!isResourceType(type)) continue;
    const wanted = sources
      .filter((source) => target === undefined || target === source.type)
      .flatMap((source) => [keyOf(source), ...addressesOf(source).map(({ url, version }) => `${url}|${version}`)]);
    if (wanted.length === 0) continue;
    const tokens = parametersFor(type, parameter).flatMap((code) => wanted.map((key) => tokenHash(type, code, key)));
    const row = guardedBy(asking.access, asking.now).table('resource');
    const rows = await reader.all<FoundRow>(sql`select ${storedColumns(row.alias)} from ${row.from}
      where ${row.alias}.typ = ${typeNumber(type)}::smallint and ${row.alias}.tok && ${[...new Set(tokens)]}::bigint[]
      order by ${row.alias}.at desc, ${row.alias}.bkt, ${row.alias}.id limit ${MOST_INCLUDED + 1}`);
    found.push(...rows.map(storedOf));
  }
  return found;
}

function parametersFor(type: string, parameter: string): readonly string[] {
  const codes =
    parameter === '*'
      ? parametersOf(type)
          .filter((one) => one.type === 'reference')
          .map((one) => one.code)
      : [parameter];
  return [...new Set(codes.flatMap((code) => storedAs(type, code)))];
}
