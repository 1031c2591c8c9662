import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Pdf from 'pdfkit';
import type { PrintDocument } from './document.ts';

export type Paper = PDFKit.PDFDocument;
export type Part = PDFKit.PDFStructureElement;

export const INK = '#14212b';
export const QUIET = '#52616b';
export const LINE = '#c3ccd2';
export const STRONG = '#0b5c7a';
export const MARGIN = 48;
export const SIZE = 9.5;

/** An embedded font: with the standard ones of PDF the minus of U+2212 is not drawn, and -3.6 reads as 3.6. */
const fonts = ['400Regular/NotoSans_400Regular', '600SemiBold/NotoSans_600SemiBold'] as const;
const require = createRequire(import.meta.url);
let read: readonly Buffer[] | undefined;

/** An empty document: A4, tagged, in its language, with nothing in it that differs from one making to the next. */
export function paperFor({ title, language, made }: PrintDocument): Paper {
  read ??= fonts.map((name) => readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${name}.ttf`)));
  const [plain, strong] = read as readonly [Buffer, Buffer];
  const paper = new Pdf({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    info: { Title: title, CreationDate: made, ModDate: made, Producer: 'Concord', Creator: 'Concord' },
    font: plain as unknown as string,
  });
  paper.registerFont('plain', plain);
  paper.registerFont('strong', strong);
  return paper.font('plain').fontSize(SIZE).fillColor(INK);
}

/** Whether the font has a shape for every letter. */
export function missingLetter(paper: Paper, texts: readonly string[]): string | undefined {
  // The types of the library do not name its font.
  const { font } = (paper as unknown as { readonly _font: { readonly font: Glyphs } })._font;
  const letters = new Set(texts.join(''));
  return [...letters].find((letter) => letter > ' ' && !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
}

type Glyphs = { readonly hasGlyphForCodePoint: (point: number) => boolean };

export function widthOf(paper: Paper): number {
  return paper.page.width - 2 * MARGIN;
}

/** Begins a new page where there is not so much room left on this one. */
export function room(paper: Paper, height: number): void {
  if (paper.y + height > paper.page.height - MARGIN - 12) paper.addPage();
}
