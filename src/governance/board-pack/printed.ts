import { dayWords, monthWords } from '#agreement';
import { plusDays } from '#base';
import { type Block, opensOnOnePage, type PrintDocument } from '#print';
import type { BoardCell, BoardPack } from './contract.ts';

/**
 * A report as a document: one page of what matters first, then everything with where it comes from. Where more matters than fits, every part
 * has as many lines as all of them have room for, what is longer than a few lines is cut, and both say that the appendix has the whole.
 */
export function printed(pack: BoardPack): PrintDocument {
  const fronts = pack.sections.map(({ cells }) => cells.filter(({ front }) => front));
  const letters = fronts.flat().reduce((sum, { words, value }) => sum + words.length + value.length, 0);
  const whole = drawn(pack, {});
  if (letters <= A_PAGE && opensOnOnePage(whole)) return whole;
  const longest = Math.max(1, ...fronts.map(({ length }) => length));
  const most = mostThatFit(Math.min(MOST_ROWS, longest), (rows) => opensOnOnePage(drawn(pack, cutTo(rows))));
  return drawn(pack, most === 0 ? { most: 1, longest: SHORTEST } : cutTo(most));
}

/** The more lines, the longer it is: found by halving. 0 where not even one fits. */
function mostThatFit(upTo: number, fits: (rows: number) => boolean): number {
  let [low, high] = [0, upTo];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cutTo(most: number): Cut {
  return { most, longest: LONGEST };
}

/** No page has more letters, nor more lines of one part. */
const A_PAGE = 8_000;
const MOST_ROWS = 30;
/** About four lines of the page. */
const LONGEST = 220;
const SHORTEST = 60;

type Cut = { readonly most?: number; readonly longest?: number };

function drawn(pack: BoardPack, cut: Cut): PrintDocument {
  const { organization, partnership, month, asAt, made, sections } = pack;
  return {
    title: `Board report, ${monthWords(month)}`,
    under: `${organization}, in the ${partnership} partnership. Figures as at ${dayWords(asAt)}.${lateWords(pack)}`,
    language: 'en-GB',
    foot: `${organization}: board report of ${monthWords(month)}`,
    made: new Date(made),
    blocks: [
      ...sections.flatMap(({ title, none, cells }): readonly Block[] => {
        const front = cells.filter((cell) => cell.front);
        const words = cells.length === 0 ? none : 'Nothing to be told on this page; see the appendix.';
        const nothing: Block = { is: 'paragraph', text: words, quiet: true };
        return [
          { is: 'heading', text: title, level: 3 },
          ...(front.length === 0 ? [nothing] : short(title, front, cut)),
        ];
      }),
      { is: 'heading', text: 'Appendix: everything, and where it comes from', newPage: true },
      ...sections.flatMap(({ title, cells }): readonly Block[] =>
        cells.length === 0 ? [] : [{ is: 'heading', text: title, level: 3 }, whole(title, cells)],
      ),
    ],
  };
}

function short(title: string, cells: readonly BoardCell[], { most = cells.length, longest }: Cut): readonly Block[] {
  const rows = cells.slice(0, most).map(({ words, value }) => [words, value].map((text) => within(text, longest)));
  const table: Block = {
    is: 'table',
    caption: title,
    columns: [
      { title: '', share: 2 },
      { title: '', share: 3 },
    ],
    rows,
  };
  const more = cells.length - rows.length;
  const words = `${more} more in the appendix.`;
  return more <= 0 ? [table] : [table, { is: 'paragraph', text: words, quiet: true }];
}

function within(text: string, longest = text.length): string {
  return text.length <= longest ? text : `${[...text].slice(0, longest).join('').trimEnd()}… (whole in the appendix)`;
}

function whole(title: string, cells: readonly BoardCell[]): Block {
  return {
    is: 'table',
    caption: `${title}, with where it comes from`,
    columns: [
      { title: 'What', share: 3 },
      { title: 'As told', share: 4 },
      { title: 'From', share: 3 },
    ],
    rows: cells.map(({ words, value, from }) => [words, value, from]),
  };
}

/** What has no day of its own stands as when the report was made: said where that was not in the month after. */
export function lateWords({ asAt, made }: Pick<BoardPack, 'asAt' | 'made'>): string {
  const on = made.slice(0, 10);
  if (on <= plusDays(asAt, LATE_DAYS)) return '';
  return ` Issued late: decisions wanted, promises and risks are as on ${dayWords(on)}.`;
}

const LATE_DAYS = 31;
