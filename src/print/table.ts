import type { Table } from './document.ts';
import { INK, LINE, MARGIN, type Paper, type Part, QUIET, room, SIZE, widthOf } from './paper.ts';

const PAD = 4;

/** Rows that stay whole on one page; the head is drawn anew on each further one, there without being read aloud again. */
export function drawTable(paper: Paper, whole: Part, table: Table): void {
  const width = widthOf(paper);
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0);
  const columns = table.columns.map(({ share, number }) => ({ width: (share / shares) * width, number }));
  const part = paper.struct('Table', { alt: table.caption });
  whole.add(part);
  const laid: Laid = { columns };
  const titles = table.columns.map(({ title }) => title);
  const headed = titles.some((title) => title !== '');
  if (headed) row(paper, part, laid, { cells: titles, head: true });
  for (const cells of table.rows) {
    const page = paper.bufferedPageRange().count;
    const height = heightOf(paper, laid, cells);
    room(paper, height);
    if (headed && paper.bufferedPageRange().count > page) repeated(paper, laid, titles);
    row(paper, part, laid, { cells, head: false });
  }
  part.end();
  paper.x = MARGIN;
  paper.moveDown(0.6);
}

type Laid = { readonly columns: readonly { readonly width: number; readonly number: true | undefined }[] };
type Row = { readonly cells: readonly string[]; readonly head: boolean };

function heightOf(paper: Paper, { columns }: Laid, cells: readonly string[]): number {
  paper.fontSize(SIZE - 0.5);
  return (
    Math.max(...columns.map(({ width }, at) => paper.heightOfString(cells[at] || ' ', { width: width - 2 * PAD }))) +
    2 * PAD
  );
}

function row(paper: Paper, table: Part, laid: Laid, { cells, head }: Row): void {
  style(paper, head);
  const height = heightOf(paper, laid, cells);
  room(paper, head ? height * 2 : height);
  const top = paper.y;
  const part = paper.struct('TR');
  table.add(part);
  laid.columns.forEach((_, at) => {
    const kind = head || at === 0 ? 'TH' : 'TD';
    part.add(paper.struct(kind, {}, () => cell(paper, laid, { cells, at, top })));
  });
  part.end();
  rule(paper, top + height);
}

function repeated(paper: Paper, laid: Laid, titles: readonly string[]): void {
  style(paper, true);
  const top = paper.y;
  const height = heightOf(paper, laid, titles);
  paper.markContent('Artifact', { type: 'Layout' });
  titles.forEach((_, at) => cell(paper, laid, { cells: titles, at, top }));
  paper.endMarkedContent();
  rule(paper, top + height);
  style(paper, false);
}

function style(paper: Paper, head: boolean): void {
  paper
    .font(head ? 'strong' : 'plain')
    .fontSize(SIZE - 0.5)
    .fillColor(head ? QUIET : INK);
}

type Cell = { readonly cells: readonly string[]; readonly at: number; readonly top: number };

function cell(paper: Paper, { columns }: Laid, { cells, at, top }: Cell): void {
  const left = MARGIN + columns.slice(0, at).reduce((sum, { width }) => sum + width, 0);
  const own = columns[at];
  paper.text(cells[at] || ' ', left + (at === 0 ? 0 : PAD), top + PAD, {
    width: (own?.width ?? 0) - (at === 0 ? PAD : 2 * PAD),
    align: own?.number ? 'right' : 'left',
  });
}

function rule(paper: Paper, y: number): void {
  paper.markContent('Artifact', { type: 'Layout' });
  paper
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(paper), y)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
  paper.endMarkedContent();
  paper.x = MARGIN;
  paper.y = y;
}
