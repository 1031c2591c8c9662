import { expect, test } from 'vitest';
import { print, type PrintDocument } from './index.ts';

const MADE = new Date('2026-06-01T09:00:00Z');

const document: PrintDocument = {
  title: 'Board report, May 2026',
  under: 'Vale Partnership, as at 31 May 2026',
  language: 'en-GB',
  foot: 'Vale Partnership',
  made: MADE,
  blocks: [
    { is: 'heading', text: 'Money' },
    { is: 'paragraph', text: 'The pool stands at −3.6 % (Ærø, Łódź, Ελλάδα, Київ, Nguyễn).' },
    { is: 'list', items: ['One', 'Two'] },
    { is: 'facts', facts: [{ name: 'Paid in', value: '£1,200' }] },
    {
      is: 'table',
      caption: 'Contributions',
      columns: [
        { title: 'Partner', share: 2 },
        { title: 'Paid', share: 1, number: true },
      ],
      rows: Array.from({ length: 120 }, (_, at) => [`Partner ${at}`, `${at}`]),
    },
    {
      is: 'figure',
      alt: 'Paid by partner: Trust 40, Council 60',
      drawing: {
        kind: 'bars',
        most: 100,
        aim: 50,
        bars: [
          { name: 'Trust', value: 40, shown: '40' },
          { name: 'Council', value: 60, shown: '60' },
        ],
      },
    },
    {
      is: 'figure',
      alt: 'Twelve months, rising',
      drawing: { kind: 'lines', first: 'Jun', last: 'May', unit: '%', lines: [[1, 2, undefined, 4, 5]] },
    },
    {
      is: 'figure',
      alt: 'Practices against their limits',
      drawing: {
        kind: 'scatter',
        unit: '%',
        across: 'people',
        points: [{ x: 10, y: 40, strong: true }],
        limits: [
          [
            { x: 5, y: 20 },
            { x: 20, y: 30 },
          ],
        ],
      },
    },
  ],
};

test('a document is a tagged PDF in its language, of as many pages as its table needs', async () => {
  const text = await written(document);
  expect(text.startsWith('%PDF-1.7')).toBe(true);
  for (const mark of [
    '/MarkInfo',
    '/StructTreeRoot',
    '/Lang (en-GB)',
    '/S /H1',
    '/S /H2',
    '/S /TH',
    '/S /Figure',
    '/S /LI',
  ])
    expect(text).toContain(mark);
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  expect(text).toMatch(/\/FontFile2/);
});

test('the same document made at the same instant is the same bytes, and at another instant is not', async () => {
  const first = await written(document);
  expect(await written(document)).toBe(first);
  expect(await written({ ...document, made: new Date(MADE.getTime() + 1_000) })).not.toBe(first);
});

test('letters that would be drawn wrong are refused, with what to do instead', async () => {
  for (const text of ['اختبار', 'שלום', '漢字', `a${String.fromCodePoint(0x202e)}b`]) {
    expect(await print({ ...document, blocks: [{ is: 'paragraph', text }] })).toMatchObject({
      ok: false,
      refusals: [{ code: 'print.script' }],
    });
  }
});

async function written(of: PrintDocument): Promise<string> {
  const found = await print(of);
  if (!found.ok) throw new Error(found.refusals[0].text);
  return Buffer.from(found.value).toString('latin1');
}
