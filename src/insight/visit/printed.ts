import { dayWords } from '#agreement';
import type { Block, PrintDocument } from '#print';
import type { LackingPerson } from '../contract.ts';
import type { VisitPack, VisitPeople, VisitRow } from './contract.ts';

/** A pack on paper, for the day itself. `made`: when it was drawn. */
export function printed(pack: VisitPack, made: Date): PrintDocument {
  const { place, asAt } = pack;
  return {
    title: `Visit to ${place.name}`,
    under: `Figures as at ${dayWords(asAt)}. Names of people: for the visit alone; destroy this paper after it.`,
    language: 'en-GB',
    foot: `Visit to ${place.name}, ${dayWords(asAt)}`,
    made,
    blocks: [
      ...beside(pack),
      ...told('What was promised, and what became of it', [
        {
          is: 'table',
          caption: 'Promises of the practice',
          columns: [
            { title: 'What', share: 3 },
            { title: 'Where it stands', share: 1 },
            { title: 'Words', share: 2 },
          ],
          rows: pack.actions.map(({ title, state, due, words }) => [
            title,
            due === undefined ? state : `${state}, ${dayWords(due)}`,
            words ?? '',
          ]),
        },
        pack.actions.length,
      ]),
      ...told('How it is recorded', [{ is: 'list', items: pack.notes }, pack.notes.length]),
      ...people('Five to talk about', pack.cases),
      ...(pack.gaps ?? []).flatMap(listOf('Lacking')),
      ...(pack.under ?? []).flatMap(listOf('May be under-treated')),
      ...(pack.over ?? []).flatMap(listOf('May be over-treated')),
    ],
  };
}

function beside({ rows, funnel, place }: VisitPack): readonly Block[] {
  const drawn: readonly Block[] = funnel
    ? [
        {
          is: 'paragraph',
          text: `${funnel.title}: this practice is the large mark, between limits of 95 % for its number of people.`,
        },
        {
          is: 'figure',
          alt: `${funnel.title} by practice, within limits of chance; the table has the numbers`,
          drawing: {
            kind: 'scatter',
            unit: '%',
            across: 'people',
            points: funnel.rows.map((row) => ({
              x: row.tally.of,
              y: row.percent,
              ...(row.place.id === place.id ? { strong: true as const } : {}),
            })),
            limits: (['low', 'high'] as const).map((side) =>
              [...funnel.rows]
                .sort((a, b) => a.tally.of - b.tally.of)
                .map(({ tally, limits95 }) => ({ x: tally.of, y: limits95[side] })),
            ),
          },
        },
      ]
    : [];
  return [
    { is: 'heading', text: 'Beside the other practices' },
    {
      is: 'table',
      caption: 'Measures of the practice beside all practices',
      columns: [
        { title: 'Measure', share: 4 },
        { title: 'Here', share: 2, number: true },
        { title: 'All', share: 1, number: true },
        { title: 'Aim', share: 1, number: true },
        { title: 'Against the others', share: 2 },
      ],
      rows: rows.map((row) => [
        row.title,
        row.tally ? `${percent(row.tally)} (${row.tally.met} of ${row.tally.of})` : 'too few',
        percent(row.whole),
        row.aim === undefined ? '' : `${row.aim}%`,
        row.band === undefined ? '' : BANDS[row.band],
      ]),
    },
    ...drawn,
  ];
}

const BANDS = {
  'far-below': 'far below',
  below: 'below',
  within: 'as chance puts it',
  above: 'above',
  'far-above': 'far above',
} as const;

function percent(tally: VisitRow['tally']): string {
  return tally && tally.of > 0 ? `${((tally.met * 100) / tally.of).toFixed(1)}%` : '–';
}

function told(title: string, [block, count]: readonly [Block, number]): readonly Block[] {
  return [{ is: 'heading', text: title }, count === 0 ? { is: 'paragraph', text: 'None.', quiet: true } : block];
}

function listOf(kind: string) {
  return ({ measure, total, people: some }: VisitPeople): readonly Block[] =>
    people(`${kind}: ${measure.title} (${some.length} of ${total})`, some);
}

function people(title: string, some: readonly LackingPerson[] | undefined): readonly Block[] {
  if (!some || some.length === 0) return [];
  return [
    { is: 'heading', text: title, level: 3 },
    {
      is: 'table',
      caption: title,
      columns: [
        { title: 'Name', share: 2 },
        { title: 'Born', share: 1 },
        { title: 'Last', share: 1 },
        { title: 'Also lacks', share: 3 },
      ],
      rows: some.map(({ name, born, last, lacks }) => [name, born ?? '', last ?? '', lacks.join(', ')]),
    },
  ];
}
