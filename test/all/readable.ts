import { inflateRawSync, inflateSync } from 'node:zlib';

/** What a file says, however it is packed: the parts of a workbook, the pages of a PDF, else its text. */
export function readable({ bytes }: { readonly bytes: Buffer }): string {
  const head = bytes.subarray(0, 4).toString('latin1');
  if (head === 'PK\u0003\u0004') return partsOfZip(bytes).join('\n');
  return head === '%PDF' ? pagesOfPdf(bytes) : bytes.toString('utf8');
}

/** Each part of a ZIP file, by its central directory. */
function partsOfZip(bytes: Buffer): readonly string[] {
  const parts: string[] = [];
  for (
    let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const [method, size, place] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const begin = place + 30 + bytes.readUInt16LE(place + 26) + bytes.readUInt16LE(place + 28);
    const packed = bytes.subarray(begin, begin + size);
    parts.push((method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
  }
  return parts;
}

/** The letters of a PDF: glyphs by the tables of each of its fonts in turn, since a page does not say in words which one it draws with. */
function pagesOfPdf(bytes: Buffer): string {
  const streams = streamsOf(bytes);
  const fonts = streams.filter((text) => text.includes('beginbfrange') || text.includes('beginbfchar')).map(lettersOf);
  const drawn = streams.filter((text) => /\bTJ\b|\bTj\b/.test(text));
  return fonts
    .map((letters) =>
      drawn
        .map((text) =>
          glyphsOf(text)
            .map((glyph) => letters.get(glyph) ?? '')
            .join(''),
        )
        .join('\n'),
    )
    .join('\n');
}

function streamsOf(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    if (text.slice(index - 3, index) === 'end') return [];
    const body = bytes.subarray(index + mark.length, text.indexOf('endstream', index));
    try {
      return [inflateSync(body).toString('latin1')];
    } catch {
      return [body.toString('latin1')];
    }
  });
}

/** A table of a font: `<first> <last> [<letters> ...]`, or `<first> <last> <letter>`, in hexadecimal. */
function lettersOf(table: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  for (const [, first = '', list, single] of table.matchAll(
    /<([0-9a-f]+)>\s*<[0-9a-f]+>\s*(?:\[([^\]]*)\]|<([0-9a-f]+)>)/gi,
  )) {
    const all =
      single === undefined ? [...(list ?? '').matchAll(/<([0-9a-f]*)>/gi)].map(([, one = '']) => one) : [single];
    for (const [at, one] of all.entries()) letters.set(Number.parseInt(first, 16) + at, unicode(one));
  }
  return letters;
}

function unicode(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function glyphsOf(drawing: string): readonly number[] {
  return [...drawing.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, run = '']) =>
    (run.match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16)),
  );
}
