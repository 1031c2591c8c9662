import { dayWords } from '#agreement';
import { plusDays } from '#base';
import type { Block, PrintDocument } from '#print';
import type { BoardCell, BoardPack } from './contract.ts';

/** A report as a document: one page of what matters first, then everything with where it comes from. */
export function printed(pack: BoardPack): PrintDocument {
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
        return [
          { is: 'heading', text: title, level: 3 },
          front.length === 0 ? { is: 'paragraph', text: words, quiet: true } : short(title, front),
        ];
      }),
      { is: 'heading', text: 'Appendix: everything, and where it comes from', newPage: true },
      ...sections.flatMap(({ title, cells }): readonly Block[] =>
        cells.length === 0 ? [] : [{ is: 'heading', text: title, level: 3 }, whole(title, cells)],
      ),
    ],
  };
}

function short(title: string, cells: readonly BoardCell[]): Block {
  return {
    is: 'table',
    caption: title,
    columns: [
      { title: '', share: 2 },
      { title: '', share: 3 },
    ],
    rows: cells.map(({ words, value }) => [words, value]),
  };
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

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
}
