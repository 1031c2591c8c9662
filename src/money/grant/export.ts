import { type Access, dayWords, decimal } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile } from '#http';
import {
  adxOf,
  cell as csvCell,
  dataValueSetOf,
  dhisPeriod,
  type Sent,
  workbook,
  type WorkbookSheet,
  XLSX,
} from '#joint';
import type { Asking } from '../ask.ts';
import type { GrantName, ReturnAsked, ReturnView } from './contract.ts';
import type { KeptCell } from './grant.queries.ts';
import { isPaid } from './ground.ts';
import { cellView, type Counted, countedOf, viewOf } from './returns.ts';
import { hiddenCells } from './suppress.ts';

const FORMATS = ['csv', 'xlsx', 'adx', 'datavalueset'] as const;

/** A return as a file. What goes to another system is what was submitted; a spreadsheet can be looked at before. */
export async function fileOf(
  asking: Asking,
  access: Access,
  name: GrantName,
  { format, ...asked }: ReturnAsked & { readonly format: string },
): Promise<Outcome<BytesFile>> {
  if (!FORMATS.includes(format as (typeof FORMATS)[number]))
    return refuse('not-supported', 'money.return-format', `Ask for one of: ${FORMATS.join(', ')}.`);
  const found = await countedOf(asking, access, name, asked);
  if (!found.ok) return found;
  const counted = found.value;
  const view = { ...viewOf(counted, access), cells: sentCells(counted) };
  const file = `${name.clause}-${counted.period.from}`;
  await asking.services.ports.audit.note(access, {
    action: 'export',
    outcome: 'done',
    query: `return ${counted.grant.key} ${format}`,
  });
  if (format === 'csv') return accepted({ bytes: utf8(csvOf(view)), type: 'text/csv', name: `${file}.csv` });
  if (format === 'xlsx') return accepted({ bytes: await workbook(sheetsOf(view)), type: XLSX, name: `${file}.xlsx` });
  const [last] = counted.rows;
  if (!last)
    return refuse(
      'business-rule',
      'money.return-not-submitted',
      'This return was not submitted yet; other systems are sent what was submitted.',
    );
  const sent: Sent = { ...sentOf(counted, view), completed: last.at.toISOString().slice(0, 10) as Day };
  if (format === 'adx')
    return accepted({
      bytes: utf8(adxOf(sent, last.at.toISOString())),
      type: 'application/xml',
      name: `${file}.adx.xml`,
    });
  const period = dhisPeriod(counted.period);
  return period === undefined
    ? refuse(
        'business-rule',
        'money.return-period',
        'DHIS2 has no name for a period that begins in this month; send it as ADX, or agree on calendar quarters.',
      )
    : accepted({
        bytes: utf8(`${JSON.stringify(dataValueSetOf(sent, period), undefined, 1)}\n`),
        type: 'application/json',
        name: `${file}.json`,
      });
}

/** The figures that were submitted last, else those of now; few people are told to nobody but those who care for them. */
function sentCells(counted: Counted): ReturnView['cells'] {
  const { rows, cells, now, grant, pack } = counted;
  const told: readonly KeptCell[] = rows[0]?.cells ?? (isPaid(now, grant) ? cells : []);
  const hidden = isPaid(now, grant) ? new Set<string>() : hiddenCells(told, pack);
  return told.map((cell) => cellView(counted, cell, { hidden, before: new Map() }));
}

function sentOf({ pack, grant, period }: Counted, { cells }: Pick<ReturnView, 'cells'>): Omit<Sent, 'completed'> {
  const split = new Set(cells.filter(({ part }) => part !== '').map(({ cell }) => cell));
  const codes = new Map(pack.cells.map(({ id, dataElement }) => [id, dataElement]));
  return {
    dataSet: pack.dataSet,
    orgUnit: (grant.to[0] ?? '').replace('Organization/', ''),
    period,
    // Where a figure is split its parts are sent alone: the receiver adds them up.
    values: cells
      .filter(({ cell, part }) => part !== '' || !split.has(cell))
      .flatMap(({ cell, part, value }) =>
        value === undefined ? [] : [{ dataElement: codes.get(cell) ?? cell, option: part, value: String(value) }],
      ),
  };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const COLUMNS = ['figure', 'part', 'value', 'amount', 'what it is'];

function rowsOf({ cells, pack }: ReturnView): readonly (readonly string[])[] {
  const words = new Map(pack.definitions.map((one) => [one.cell, one.words]));
  return cells.map(({ cell, part, value, amount }) => [
    cell,
    part,
    amount
      ? ''
      : value === undefined
        ? `fewer than ${pack.smallNumber}, or hidden so that none can be worked out`
        : String(value),
    amount ? decimal(BigInt(amount.minor), amount.currency) : '',
    words.get(cell) ?? '',
  ]);
}

function csvOf(view: ReturnView): string {
  return `\uFEFF${[COLUMNS, ...rowsOf(view)].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

function sheetsOf(view: ReturnView): readonly WorkbookSheet[] {
  const { pack, grant, period, submissions, reconciled } = view;
  const [last] = submissions;
  const text = (titles: readonly string[], rows: WorkbookSheet['rows'], name: string): WorkbookSheet => ({
    name,
    columns: titles.map((title) => ({ title, width: 40 })),
    rows,
  });
  const all = [...reconciled.lines, reconciled.total];
  return [
    text(COLUMNS, rowsOf(view), 'Figures'),
    text(
      ['Code', 'Figure', 'Definition', 'Measure'],
      pack.definitions.map(({ cell, words, code, measure = '' }) => [code, cell, words, measure]),
      'Definitions',
    ),
    text(
      ['Who', 'Visits', 'Amount'],
      all.map(({ words, visits, amount }) => [words, String(visits), decimal(BigInt(amount.minor), amount.currency)]),
      'Reconciled',
    ),
    text(
      ['What', 'Is'],
      [
        ['Grant', `${grant.title}, ${grant.agreement.title}, paragraph ${grant.agreement.paragraph}`],
        ['Funder', grant.funder.name],
        ['Period', `${dayWords(period.from)} to ${dayWords(plusDays(period.until, -1))}`],
        [
          'State',
          last ? `submission ${last.number} by ${last.by}, ${dayWords(last.at.slice(0, 10))}` : 'not submitted',
        ],
        ['Set of figures', `${pack.title}. ${pack.source}`],
        ...pack.unverified.map((words) => ['Not as its source has it', words]),
        ...reconciled.notes.map((words) => ['Note', words]),
        ['Purpose', 'Reporting, as numbers only; no opt-out reaches it, nobody was left out'],
      ],
      'About',
    ),
  ];
}
