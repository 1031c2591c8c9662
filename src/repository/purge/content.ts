import { createHmac } from 'node:crypto';
import { type Reader, sql, type Transaction } from '#store';
import { arrayLiteral } from '../write/arrays.ts';
import type { Row } from '../write/row.ts';

/** What was erased, as its organisation said it: known again under any id, and telling nothing without the installation's secret. */
export type ErasedContents = {
  /** Answers the marks, in hex. */
  readonly keep: (transaction: Transaction, said: readonly Said[], at: Date) => Promise<readonly string[]>;
  /** Marks that were made before, of a database that was older than they. */
  readonly keepMarks: (transaction: Transaction, marks: readonly Mark[]) => Promise<void>;
  /** The first of new rows that says what was erased. */
  readonly among: (reader: Reader, rows: readonly Row[]) => Promise<Row | undefined>;
};

/** In hex, and since when (an ISO instant). */
export type Mark = { readonly mark: string; readonly at: string };

/** A version of an item: who recorded it, and its body. */
export type Said = { readonly org: number; readonly typ: number; readonly body: string | null };

type Parts = { readonly secret: string; readonly now: () => number };

/** Whether anything was erased at all is looked at this often: where nothing was, a write pays nothing for it. */
const LOOKED_EVERY_MS = 5_000;

export function erasedContents({ secret, now }: Parts): ErasedContents {
  const key = createHmac('sha256', secret).update('erased content').digest();
  const markOf = (org: number, typ: number, body: string): Buffer | undefined => {
    const content = contentOf(body);
    return content === undefined ? undefined : createHmac('sha256', key).update(`${org} ${typ} ${content}`).digest();
  };
  let looked: { readonly any: boolean; readonly at: number } | undefined;
  const any = async (reader: Reader): Promise<boolean> => {
    if (looked === undefined || now() - looked.at >= LOOKED_EVERY_MS) {
      const row = await reader.first<{ any: boolean }>(sql`select exists (select from erased_content) as any`);
      looked = { any: row?.any === true, at: now() };
    }
    return looked.any;
  };
  const keepMarks = async (transaction: Transaction, all: readonly Mark[]): Promise<void> => {
    if (all.length === 0) return;
    const marks = all.map(({ mark }) => Buffer.from(mark, 'hex'));
    await transaction.run(sql`insert into erased_content (bkt, mark, at)
      select k.bkt, k.mark, t.at from ${places(marks)}
      join unnest(${arrayLiteral(all.map(({ at }) => at))}::timestamptz[]) with ordinality t(at, n) on t.n = k.n on conflict do nothing`);
    looked = { any: true, at: now() };
  };
  return {
    keep: async (transaction, said, at) => {
      const made = said.flatMap(({ org, typ, body }) => (body === null ? [] : (markOf(org, typ, body) ?? [])));
      const marks = [...new Set(made.map((mark) => mark.toString('hex')))];
      await keepMarks(
        transaction,
        marks.map((mark) => ({ mark, at: at.toISOString() })),
      );
      return marks;
    },
    keepMarks,
    among: async (reader, rows) => {
      const fresh = rows.filter(({ version }) => version === 1);
      if (fresh.length === 0 || !(await any(reader))) return undefined;
      const marked = fresh.map((row) => ({
        row,
        mark: markOf(row.by.organization, row.typ, row.body)?.toString('hex'),
      }));
      const marks = marked.flatMap(({ mark }) => (mark === undefined ? [] : [Buffer.from(mark, 'hex')]));
      const found = await reader.all<{ mark: string }>(sql`select encode(e.mark, 'hex') as mark
        from ${places(marks)} join erased_content e on (e.bkt, e.mark) = (k.bkt, k.mark)`);
      const known = new Set(found.map(({ mark }) => mark));
      return marked.find(({ mark }) => mark !== undefined && known.has(mark))?.row;
    },
  };
}

/** The bucket is of the mark: whose it was is not said. */
export function bucketOfMark(mark: Buffer): number {
  return mark.readUInt16BE(0) & 0x7fff;
}

function places(marks: readonly Buffer[]) {
  return sql`unnest(${arrayLiteral(marks.map(bucketOfMark))}::smallint[],
    ${arrayLiteral(marks.map((mark) => `\\x${mark.toString('hex')}`))}::bytea[]) with ordinality k(bkt, mark, n)`;
}

/** What every item of its kind says is no content of anybody's: of fewer elements than these nothing is known again. */
const LEAST = 4;

/** What it says, whatever it is called and however it is arranged; undefined where that is too little to know it by. */
function contentOf(body: string): string | undefined {
  const { id: _id, meta: _meta, text: _text, ...content } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return Object.keys(content).length < LEAST ? undefined : JSON.stringify(content, inOrder);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
