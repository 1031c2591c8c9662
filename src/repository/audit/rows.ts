import type { Access } from '#agreement';
import type { Column, Rows } from '../write/arrays.ts';
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
};

const COLUMNS: readonly Column[] = [
  { name: 'at', type: 'timestamptz' },
  { name: 'principal', type: 'text' },
  { name: 'viewer', type: 'int' },
  { name: 'organization', type: 'int' },
  { name: 'role', type: 'text' },
  { name: 'purpose', type: 'text' },
  { name: 'action', type: 'text' },
  { name: 'typ', type: 'text' },
  { name: 'id', type: 'text' },
  { name: 'bkt', type: 'smallint' },
  { name: 'cmp', type: 'bigint' },
  { name: 'person', type: 'text' },
  { name: 'query', type: 'text' },
  { name: 'found', type: 'text[]' },
  { name: 'outcome', type: 'text' },
];

export function linesAsRows(lines: readonly AuditLine[]): Rows {
  return { table: 'audit', columns: COLUMNS, rows: lines.map(lineAsRow) };
}

function lineAsRow({ access, ...line }: AuditLine): readonly unknown[] {
  const who = [access.principal, access.viewer, access.organization, access.role, access.purpose];
  const what = [line.action, line.type, line.id, line.compartment?.bkt, line.compartment?.cmp, line.person];
  return [line.at, ...who, ...what, line.query, line.found ?? null, line.outcome];
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
