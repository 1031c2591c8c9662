import type { Access } from '#agreement';
import { IDENTIFIABILITY_WORDS } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile, TextFile } from '#http';
import { cell, type Services, workbook, XLSX } from '#joint';
import { checkOf } from '../checks.ts';
import { type CountedPack, shownMeasures } from '../catalogue.ts';
import { bornOf, nameOf, type SeenPerson } from '../seen.ts';
import { type ExtractQuestion, type ExtractStatement, suppressedWords } from './contract.ts';
import { batchesOf, count, emptyTally, type Extracting, prepare, type Prepared, statementOf } from './extract.ts';

/** A spreadsheet is made whole before it is sent; a longer list is taken as CSV, which streams. */
const ROWS_MAX = 20_000;
const STATES = { met: 'yes', due: 'not yet', 'not-met': 'no', 'not-applicable': 'not asked' } as const;

/** The list as a file. Each person on it is told, by the log, before the piece with them leaves. */
export async function extractFile(
  extracting: Extracting,
  access: Access,
  question: ExtractQuestion,
  format: string,
): Promise<Outcome<TextFile | BytesFile>> {
  if (format !== 'csv' && format !== 'xlsx') {
    return refuse('not-supported', 'insight.extract-format', "Ask for 'csv' or 'xlsx'.", 'format');
  }
  const prepared = await prepare(extracting, access, question);
  if (!prepared.ok) return prepared;
  const { services } = extracting;
  const name = `list-${prepared.value.today}.${format}`;
  if (format === 'csv') return accepted({ text: csvOf(services, prepared.value), type: 'text/csv', name });
  return spreadsheet(services, prepared.value, name);
}

/** What it leaves out stands at its end: a list without these lines is not whole. */
async function* csvOf(services: Services, prepared: Prepared): AsyncGenerator<string> {
  const tally = emptyTally();
  yield `\uFEFF${line(columnsOf(prepared))}`;
  for await (const batch of batchesOf(services, prepared)) {
    count(tally, batch);
    await note(services, prepared, batch.people);
    yield batch.people.map((person) => line(rowOf(prepared, person))).join('');
  }
  yield `\r\n${aboutOf(statementOf(prepared, tally)).map(line).join('')}`;
}

async function spreadsheet(services: Services, prepared: Prepared, name: string): Promise<Outcome<BytesFile>> {
  const tally = emptyTally();
  const people: SeenPerson[] = [];
  for await (const batch of batchesOf(services, prepared)) {
    count(tally, batch);
    people.push(...batch.people);
    if (people.length > ROWS_MAX) {
      const text = `The list has more than ${ROWS_MAX} people, too many for a spreadsheet. Take it as CSV.`;
      return refuse('too-costly', 'insight.extract-long', text);
    }
  }
  await note(services, prepared, people);
  const columns = columnsOf(prepared).map((title) => ({ title, width: 18 }));
  const about = [
    { title: 'About this list', width: 30 },
    { title: '', width: 100 },
  ];
  const bytes = await workbook([
    { name: 'People', columns, rows: people.map((person) => rowOf(prepared, person)) },
    { name: 'About this list', columns: about, rows: aboutOf(statementOf(prepared, tally)).slice(1) },
  ]);
  return accepted({ bytes, type: XLSX, name });
}

/** What only sums up other measures has no column of its own. */
function measuresOf(pack: CountedPack) {
  return shownMeasures(pack).filter(({ met }) => !('all' in met));
}

function columnsOf({ question, pack }: Prepared): readonly string[] {
  const who = question.kind === 'identifiable' ? ['NHS number', 'Name', 'Born'] : ['Key', 'Age'];
  return [...who, 'Practice', ...measuresOf(pack).map(({ title }) => title)];
}

function rowOf({ question, practiceOf, keyOf, today, pack }: Prepared, one: SeenPerson): readonly string[] {
  const known = one.known(pack);
  const [patient] = one.patients;
  const born = patient ? (bornOf(patient) ?? '') : '';
  const who =
    question.kind === 'identifiable'
      ? [numberOf(one), patient ? nameOf(patient) : '', born]
      : [keyOf(one.person), bandOf(known.born, today)];
  const checks = measuresOf(pack).map((measure) => STATES[checkOf({ pack, measure }, known, today).state]);
  return [...who, practiceOf.get(one.person) ?? '', ...checks];
}

/** Ages in tens, the oldest together: a birth date beside a practice is a name. */
function bandOf(born: string | undefined, today: string): string {
  if (born === undefined) return '';
  const before = today.slice(5) < born.slice(5) ? 1 : 0;
  const age = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - before;
  const from = Math.floor(age / 10) * 10;
  return age >= 90 ? '90 or more' : `${from} to ${from + 9}`;
}

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

function numberOf({ patients }: SeenPerson): string {
  for (const { body } of patients) {
    const { identifier = [] } = JSON.parse(body) as {
      readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
    };
    const found = identifier.find(({ system }) => system === NHS_NUMBER)?.value;
    if (found !== undefined) return found;
  }
  return '';
}

/** What a list says of itself, as lines of name and value. */
export function aboutOf(statement: ExtractStatement): readonly (readonly string[])[] {
  const { use, words, ground, place, asAt, people, leftOut } = statement;
  const { agreement } = ground;
  const rests = agreement
    ? `${agreement.title}, version ${agreement.version}, paragraph ${agreement.paragraph}`
    : ground.words;
  return [
    ['About this list'],
    ['What it is for', words],
    ['Purpose', use.purpose],
    ['How people are shown', IDENTIFIABILITY_WORDS[use.identifiability]],
    ['It rests on', rests],
    ['Place', place.name],
    ['As at', asAt],
    ['Definitions', statement.pack],
    ['People on it', String(people)],
    ...(leftOut.length === 0 ? use.because.map((why) => ['Nobody is left out', why]) : []),
    ...leftOut.flatMap(({ words: why, people: whole, inPart }) => [
      ['Left out', `${suppressedWords(whole)}. ${why}`],
      ...(inPart.count === 0 ? [] : [['In part', `${suppressedWords(inPart)}: only what others recorded. ${why}`]]),
    ]),
  ];
}

async function note({ ports }: Services, { access, ground, question, pack }: Prepared, people: readonly SeenPerson[]) {
  const query = `${pack.pack.id} ${ground.id} ${question.kind}`;
  const lines = people.map(({ person, patients }) => {
    const disclosed = [...new Set(patients.map(({ org }) => org))].filter((org) => org !== access.organization);
    return { action: 'extract', outcome: 'done', person, query, ...(disclosed.length > 0 ? { disclosed } : {}) };
  });
  await ports.audit.note(access, ...lines);
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
