import { accepted, type Outcome, refuse } from '#fhir';
import { drawFigure } from './figure.ts';
import { type Block, type PrintDocument, textsOf } from './document.ts';
import {
  INK,
  LINE,
  MARGIN,
  missingLetter,
  type Paper,
  paperFor,
  type Part,
  QUIET,
  room,
  SIZE,
  widthOf,
} from './paper.ts';
import { drawTable } from './table.ts';

/**
 * A document as PDF: tagged, its language set, the font embedded. Refuses letters that the font lacks and scripts that run from right to
 * left, which this writes in the wrong order: a browser prints those as they should be.
 */
export async function print(document: PrintDocument): Promise<Outcome<Uint8Array>> {
  const texts = textsOf(document);
  const paper = paperFor(document);
  const letter = texts.join('').match(RIGHT_TO_LEFT)?.[0] ?? missingLetter(paper, texts);
  if (letter !== undefined) return refuseScript(letter);
  const written = collect(paper);
  const whole = paper.struct('Document');
  paper.addStructure(whole);
  head(paper, whole, document);
  for (const block of document.blocks) draw(paper, whole, block);
  whole.end();
  numberPages(paper, document.foot);
  paper.end();
  return accepted(await written);
}

/** Whether all before the first heading that begins a page of its own is on the first page. */
export function opensOnOnePage(document: PrintDocument): boolean {
  const paper = paperFor(document);
  const whole = paper.struct('Document');
  paper.addStructure(whole);
  head(paper, whole, document);
  for (const block of document.blocks) {
    if (block.is === 'heading' && block.newPage === true) break;
    draw(paper, whole, block);
    if (paper.bufferedPageRange().count > 1) return false;
  }
  return true;
}

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}\u202a-\u202e\u2066-\u2069]/u;

function refuseScript(letter: string): Outcome<never> {
  const code = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const text = `It has a letter (${code}) of a script that is not written to PDF here. Open the page and print it from the browser.`;
  return refuse('not-supported', 'print.script', text);
}

function collect(paper: Paper): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    paper.on('data', (part: Uint8Array) => parts.push(part));
    paper.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    paper.on('error', reject);
  });
}

function head(paper: Paper, whole: Part, { title, under }: PrintDocument): void {
  add(paper, whole, 'H1', () => paper.font('strong').fontSize(17).fillColor(INK).text(title));
  add(paper, whole, 'P', () => paper.font('plain').fontSize(SIZE).fillColor(QUIET).text(under));
  paper.moveDown(0.4);
}

function draw(paper: Paper, whole: Part, block: Block): void {
  paper.font('plain').fontSize(SIZE).fillColor(INK);
  paper.x = MARGIN;
  switch (block.is) {
    case 'heading':
      return heading(paper, whole, block);
    case 'paragraph':
      room(paper, 20);
      add(paper, whole, 'P', () => paper.fillColor(block.quiet ? QUIET : INK).text(block.text));
      return void paper.moveDown(0.4);
    case 'list':
      return list(paper, whole, block.items);
    case 'facts':
      return drawTable(paper, whole, {
        is: 'table',
        caption: 'Facts',
        columns: [
          { title: '', share: 1 },
          { title: '', share: 2 },
        ],
        rows: block.facts.map(({ name, value }) => [name, value]),
      });
    case 'table':
      return drawTable(paper, whole, block);
    case 'figure':
      return drawFigure(paper, whole, block);
  }
}

function heading(paper: Paper, whole: Part, { text, level = 2, newPage }: Block & { readonly is: 'heading' }): void {
  if (newPage) paper.addPage();
  else paper.moveDown(0.3);
  room(paper, 50);
  add(paper, whole, `H${level}`, () => {
    paper
      .font('strong')
      .fontSize(level === 2 ? 12 : 10.5)
      .fillColor(INK)
      .text(text);
  });
  paper.moveDown(0.2);
}

function list(paper: Paper, whole: Part, items: readonly string[]): void {
  const outer = paper.struct('L');
  whole.add(outer);
  for (const item of items) {
    room(paper, 16);
    const entry = paper.struct('LI');
    outer.add(entry);
    entry.add(paper.struct('LBody', {}, () => paper.text(`•  ${item}`, { indent: 0, paragraphGap: 2 })));
    entry.end();
  }
  outer.end();
  paper.moveDown(0.3);
}

function add(paper: Paper, to: Part, kind: string, write: () => void): void {
  to.add(paper.struct(kind as 'P', {}, write));
}

/** After everything is drawn: how many pages there are is known only then. Not part of what is read aloud. */
function numberPages(paper: Paper, foot: string): void {
  const { start, count } = paper.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    paper.switchToPage(at);
    const y = paper.page.height - MARGIN + 8;
    // Below the margin the library would begin a page of its own.
    paper.page.margins.bottom = 0;
    paper.markContent('Artifact', { type: 'Pagination' });
    paper
      .moveTo(MARGIN, y - 5)
      .lineTo(MARGIN + widthOf(paper), y - 5)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
    paper.font('plain').fontSize(7.5).fillColor(QUIET);
    paper.text(foot, MARGIN, y, { width: widthOf(paper) - 80, lineBreak: false, ellipsis: true });
    paper.text(`${at + 1} of ${count}`, MARGIN, y, { width: widthOf(paper), align: 'right', lineBreak: false });
    paper.endMarkedContent();
    paper.page.margins.bottom = MARGIN;
  }
}
