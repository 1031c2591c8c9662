import { createHmac } from 'node:crypto';
import { type Reader, sql, type Transaction } from '#store';
import { arrayLiteral } from '../write/arrays.ts';
import type { Row } from '../write/row.ts';

/** What was erased, as its organisation said it: known again under any id, and telling nothing without the installation's secret. */
export type ErasedContents = {
  readonly keep: (transaction: Transaction, said: readonly Said[], at: Date) => Promise<void>;
  /** The first of new rows that says what was erased. */
  readonly among: (reader: Reader, rows: readonly Row[]) => Promise<Row | undefined>;
};

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
  return {
    keep: async (transaction, said, at) => {
      const marks = said.flatMap(({ org, typ, body }) => (body === null ? [] : (markOf(org, typ, body) ?? [])));
      if (marks.length === 0) return;
      await transaction.run(sql`insert into erased_content (bkt, mark, at)
        select k.bkt, k.mark, ${at} from ${places(marks)} on conflict do nothing`);
      looked = { any: true, at: now() };
    },
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
function places(marks: readonly Buffer[]) {
  return sql`unnest(${arrayLiteral(marks.map((mark) => mark.readUInt16BE(0) & 0x7fff))}::smallint[],
    ${arrayLiteral(marks.map((mark) => `\\x${mark.toString('hex')}`))}::bytea[]) k(bkt, mark)`;
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
