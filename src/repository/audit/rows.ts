import type { Access } from '#agreement';
import { type Sql, sql } from '#store';
import { castable, columnsOf, columnValues, insertOf, type Rows, rowsOf } from '../write/arrays.ts';
import type { Compartment } from '../repository.ts';

/** One line of the audit: who did what, to what, why. */
export type AuditLine = {
  readonly access: Access;
  readonly action: string;
  readonly at: Date;
  readonly type?: string;
  readonly id?: string;
  readonly compartment?: Compartment;
  readonly person?: string;
  readonly query?: string;
  readonly found?: readonly string[];
  readonly outcome: string;
  /** Other organisations (keys) whose items were shown. */
  readonly disclosed?: readonly number[];
};

const COLUMNS = columnsOf<AuditLine>({
  at: ['timestamptz', ({ at }) => at],
  principal: ['text', ({ access }) => access.principal],
  viewer: ['int', ({ access }) => access.viewer],
  organization: ['int', ({ access }) => access.organization],
  role: ['text', ({ access }) => access.role],
  purpose: ['text', ({ access }) => access.purpose],
  action: ['text', ({ action }) => action],
  typ: ['text', ({ type }) => type],
  id: ['text', ({ id }) => id],
  bkt: ['smallint', ({ compartment }) => compartment?.bkt],
  cmp: ['bigint', ({ compartment }) => compartment?.cmp],
  person: ['text', ({ person }) => person],
  query: ['text', ({ query }) => query],
  found: ['text[]', ({ found }) => found],
  outcome: ['text', ({ outcome }) => outcome],
});

/** What only looking knows; writes do without, they are many. */
const LOOKED = [
  ...COLUMNS,
  ...columnsOf<AuditLine>({
    under: ['text', ({ access }) => access.under],
    disclosed: ['int[]', ({ disclosed }) => disclosed],
  }),
];

/**
 * The insert of what was looked at. One line goes in by its values, which takes PostgreSQL half of what arrays take (0.15 against
 * 0.25 ms); several as arrays, whatever their number. Both texts are made once: making one took longer than to fill it.
 */
export function insertOfLooks(lines: readonly AuditLine[]): Sql {
  const [line, ...more] = lines;
  if (line === undefined || more.length > 0)
    return { ...SEVERAL, values: columnValues(rowsOf('audit', LOOKED, lines)) };
  return { ...ONE, values: LOOKED.map(({ of }) => castable((of as (one: AuditLine) => unknown)(line))) };
}

const NAMES = LOOKED.map(({ name }) => sql.raw(name));
const SEVERAL = { name: 'audit-looks', text: insertOf(rowsOf('audit', LOOKED, [])).text };
const ONE = {
  name: 'audit-look',
  text: sql`insert into audit (${sql.join(NAMES)}) values (${sql.join(LOOKED.map(() => sql`${null}`))})`.text,
};

export function linesAsRows(lines: readonly AuditLine[]): Rows {
  return rowsOf('audit', COLUMNS, lines);
}

type WrittenRow = {
  readonly type: string;
  readonly id: string;
  readonly op: string;
  readonly home: Compartment;
  readonly by: { readonly access: Access };
};

/**
 * What writes leave in the audit: one line a writer, person and kind of write, naming every resource, so that a bundle
 * stays cheap.
 */
export function auditRows(rows: readonly WrittenRow[], at: Date): Rows {
  const groups = new Map<string, WrittenRow[]>();
  for (const row of rows) {
    const { access } = row.by;
    const key = `${row.op} ${row.home.cmp} ${access.organization} ${access.role} ${access.purpose} ${access.principal}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return linesAsRows([...groups.values()].map((group) => groupLine(group, at)));
}

function groupLine(group: readonly WrittenRow[], at: Date): AuditLine {
  const [first] = group as readonly [WrittenRow];
  const { access } = first.by;
  const one = group.length === 1 ? { type: first.type, id: first.id } : {};
  const found = group.length === 1 ? {} : { found: group.map(({ type, id }) => `${type}/${id}`) };
  const compartment = first.home.cmp === '0' ? {} : { compartment: first.home };
  return { access, at, action: first.op, outcome: 'done', ...one, ...found, ...compartment };
}
