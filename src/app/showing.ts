import { createHash } from 'node:crypto';
import { type Access, classNumber, type Deed, holds } from '#agreement';
import {
  accepted,
  type Filter,
  type Outcome,
  parseSearch,
  patientsOf,
  refuse,
  type SearchAst,
  typeNumber,
} from '#fhir';
import type { Showing, Shown } from '#joint';
import {
  type Matcher,
  matcherOf,
  type Repository,
  type SearchPage,
  type SearchRequest,
  type Stored,
} from '#repository';

const PAGE = '_page';
/** A place among what is shown; those of the record are signed and never begin so. */
const SHOWN = 'shown.';
const RECORD = 'shown:record';
const COUNT = 20;
const STRETCH = 200;
/** So many are looked at for one page, and for a count. */
const LOOKED_MAX = 2_000;
const COUNTED_MAX = 20_000;

type Ground = { readonly repository: Repository; readonly access: Access; readonly now: () => number };

/**
 * The record with what joints show beside it from their own tables: found by the same matcher as the search, first on the pages, newest
 * first. What a search looks up elsewhere (chains, `_has`) and what asks over several types is answered from the record alone.
 */
export function withShown(showings: readonly Showing[], ground: Ground): Repository {
  const { repository, access } = ground;
  const by = (type: string): Showing | undefined => showings.find(({ types }) => types.includes(type));
  if (showings.length === 0) return repository;
  return {
    ...repository,
    read: async (type, id) => {
      const shown = await by(type)?.one(access, type, id);
      return shown && reaches(access, 'read', shown) ? accepted(storedOf(shown)) : repository.read(type, id);
    },
    search: (request) => {
      const showing = by(request.type);
      return showing ? bothIn(showing, ground, request) : repository.search(request);
    },
  };
}

async function bothIn(showing: Showing, ground: Ground, request: SearchRequest): Promise<Outcome<SearchPage>> {
  const { repository, now } = ground;
  const page = request.parameters.find(([name]) => name === PAGE)?.[1];
  const asked = { ...request, parameters: request.parameters.filter(([name]) => name !== PAGE) };
  if (page === RECORD) return repository.search(asked);
  if (page !== undefined && !page.startsWith(SHOWN)) return repository.search(request);
  const parsed = parseSearch(asked.type, asked.parameters, asked.handling);
  if (!parsed.ok) return repository.search(request);
  const ast = parsed.value;
  const matches = matcherOf(asked.type, ast.used, new Date(now()));
  if (!matches.ok) return repository.search(asked);
  const counts = ast.count === 0 || ast.summary === 'count';
  const looking = { ast, matches: matches.value, compartment: asked.compartment };
  const limits = counts
    ? { found: COUNTED_MAX, looked: COUNTED_MAX }
    : { found: ast.count ?? COUNT, looked: LOOKED_MAX };
  const { found, next } = await looked(showing, ground.access, {
    ...looking,
    ...limits,
    after: page?.slice(SHOWN.length),
  });
  if (next !== undefined && !counts)
    return accepted({ entries: entriesOf(found), used: ast.used, next: `${SHOWN}${next}`, countOnly: false });
  if (next !== undefined)
    return refuse('too-costly', 'app.shown-many', 'There are too many to count: narrow the search.');
  if (found.length === 0 && page === undefined) return repository.search(asked);
  const rest = await repository.search({ ...asked, parameters: countOf(asked.parameters) });
  if (!rest.ok) return rest;
  const total = found.length + (rest.value.total ?? 0);
  if (counts) return accepted({ entries: [], total, used: ast.used, countOnly: true });
  const more = (rest.value.total ?? 0) > 0 ? { next: RECORD } : {};
  return accepted({
    entries: entriesOf(found),
    ...(page === undefined ? { total } : {}),
    used: ast.used,
    ...more,
    countOnly: false,
  });
}

type Looking = {
  readonly ast: SearchAst;
  readonly matches: Matcher;
  readonly compartment: string | undefined;
  readonly after: string | undefined;
  readonly found: number;
  readonly looked: number;
};

/** Stretch by stretch until a page is full, all were looked at, or enough were. */
async function looked(showing: Showing, access: Access, looking: Looking) {
  const { ast, matches, compartment } = looking;
  const patients = patientsIn(ast, compartment);
  const found: Stored[] = [];
  let { after } = looking;
  let count = 0;
  do {
    const { shown, next } = await showing.some(access, ast.type, {
      limit: STRETCH,
      ...(after === undefined ? {} : { after }),
      ...(patients ? { patients } : {}),
    });
    for (const one of shown) {
      const stored = storedOf(one);
      const here = compartment === undefined || patientsOf(ast.type, one.resource).includes(compartment);
      if (!here || !reaches(access, 'search', one) || !matches(stored.body)) continue;
      // One more than fits: the page ends with the one before.
      if (found.length === looking.found) return { found, next: after };
      found.push(stored);
      after = one.place;
    }
    after = next;
    count += STRETCH;
  } while (after !== undefined && count < looking.looked && found.length < looking.found);
  return { found, next: after };
}

/** People whom alone a search is about, where it says so. */
function patientsIn({ filters }: SearchAst, compartment: string | undefined): readonly string[] | undefined {
  if (compartment !== undefined) return [compartment];
  const filter = filters.find(
    (one): one is Extract<Filter, { kind: 'reference' }> =>
      one.kind === 'reference' && ['patient', 'subject'].includes(one.parameter),
  );
  if (filter === undefined || filter.modifier !== undefined) return undefined;
  return filter.values.flatMap(({ type = 'Patient', id }) => (id === undefined ? [] : [`${type}/${id}`]));
}

/** What an app's token leaves: the joint has said already that the asker may see it. */
function reaches({ scopes }: Access, deed: Deed, { resource, organization, home }: Shown): boolean {
  if (scopes === undefined) return true;
  const row = {
    org: organization,
    basis: 0,
    cls: FINANCE,
    lab: 0,
    personal: home !== undefined,
    typ: typeNumber(resource.resourceType),
    tok: [],
    ...(home ? { home } : {}),
  };
  return holds(scopes[deed], row, undefined);
}

const FINANCE = classNumber('finance');

/** As if it lay in the record: what it says has a number of its own, so that whoever has it need not read it again. */
function storedOf({ resource, updated, organization, home }: Shown): Stored {
  const { resourceType, id, ...rest } = resource;
  const hash = createHash('sha256').update(JSON.stringify(resource)).digest('hex');
  const version = Number.parseInt(hash.slice(0, 12), 16);
  const meta = { versionId: String(version), lastUpdated: updated.toISOString() };
  return {
    type: resourceType,
    id,
    version,
    updated,
    bkt: home?.bkt ?? 0,
    cmp: home?.cmp ?? '0',
    org: organization,
    basis: 0,
    cls: FINANCE,
    lab: 0,
    body: JSON.stringify({ resourceType, id, meta, ...rest }),
  };
}

function entriesOf(found: readonly Stored[]): SearchPage['entries'] {
  return found.map((resource) => ({ mode: 'match', resource }));
}

function countOf(parameters: SearchRequest['parameters']): SearchRequest['parameters'] {
  const shape = /^_(count|summary|total|sort|elements|include|revinclude)(:|$)/;
  return [...parameters.filter(([name]) => !shape.test(name)), ['_summary', 'count']];
}
