import type { Access } from '#agreement';
import { IDENTIFIABILITY_WORDS } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile, TextFile } from '#http';
import { cell, type Services, workbook, XLSX } from '#joint';
import { checkOf } from '../checks.ts';
import { type CountedPack, shownMeasures } from '../catalogue.ts';
import { bornOf, nameOf, type SeenPerson } from '../seen.ts';
import { addTo, ageOn, coarseEnough, noGroups, type Traits, traitsOf } from './anonymous.ts';
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
  if (question.kind === 'anonymised') return anonymousFile(services, prepared.value, { name, format });
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

/** Held back until all of it is known to be alike enough: what has left cannot be made coarser. */
async function anonymousFile(
  services: Services,
  prepared: Prepared,
  { name, format }: { readonly name: string; readonly format: 'csv' | 'xlsx' },
): Promise<Outcome<TextFile | BytesFile>> {
  const tally = emptyTally();
  const groups = noGroups();
  const kept: { readonly traits: Traits; readonly checks: readonly string[]; readonly looked: Looked }[] = [];
  for await (const batch of batchesOf(services, prepared)) {
    count(tally, batch);
    for (const one of batch.people) {
      const traits = traitsOf(prepared, one);
      addTo(groups, traits);
      const looked = { person: one.person, patients: one.patients.map(({ org }) => ({ org })) };
      kept.push({ traits, checks: checksOf(prepared, one), looked });
    }
    if (format === 'xlsx' && kept.length > ROWS_MAX) return tooLong();
  }
  const coarse = coarseEnough(groups, prepared.fewest);
  if (!coarse.ok) return coarse;
  await note(
    services,
    prepared,
    kept.map(({ looked }) => looked),
  );
  const rows = kept.map(({ traits, checks }) => [...coarse.value.cells(traits), ...checks]);
  const about = aboutOf(statementOf(prepared, tally, coarse.value));
  if (format === 'xlsx') return accepted(await sheets({ name, columns: columnsOf(prepared), rows, about }));
  const lines = [columnsOf(prepared), ...rows].map(line).join('');
  return accepted({ text: whole(`\uFEFF${lines}\r\n${about.map(line).join('')}`), type: 'text/csv', name });
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

async function spreadsheet(services: Services, prepared: Prepared, name: string): Promise<Outcome<BytesFile>> {
  const tally = emptyTally();
  const people: SeenPerson[] = [];
  for await (const batch of batchesOf(services, prepared)) {
    count(tally, batch);
    people.push(...batch.people);
    if (people.length > ROWS_MAX) return tooLong();
  }
  await note(services, prepared, people);
  const rows = people.map((person) => rowOf(prepared, person));
  const about = aboutOf(statementOf(prepared, tally));
  return accepted(await sheets({ name, columns: columnsOf(prepared), rows, about }));
}

type Lines = readonly (readonly string[])[];

async function sheets(of: {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: Lines;
  readonly about: Lines;
}): Promise<BytesFile> {
  const about = [
    { title: 'About this list', width: 30 },
    { title: '', width: 100 },
  ];
  const bytes = await workbook([
    { name: 'People', columns: of.columns.map((title) => ({ title, width: 18 })), rows: of.rows },
    { name: 'About this list', columns: about, rows: of.about.slice(1) },
  ]);
  return { bytes, type: XLSX, name: of.name };
}

function tooLong(): Outcome<never> {
  const text = `The list has more than ${ROWS_MAX} people, too many for a spreadsheet. Take it as CSV.`;
  return refuse('too-costly', 'insight.extract-long', text);
}

/** What only sums up other measures has no column of its own. */
function measuresOf(pack: CountedPack) {
  return shownMeasures(pack).filter(({ met }) => !('all' in met));
}

function columnsOf({ question, pack }: Prepared): readonly string[] {
  const who = {
    identifiable: ['NHS number', 'Name', 'Born', 'Practice'],
    pseudonymised: ['Key', 'Age', 'Practice'],
    anonymised: ['Age', 'Area'],
  };
  return [...who[question.kind], ...measuresOf(pack).map(({ title }) => title)];
}

function rowOf(prepared: Prepared, one: SeenPerson): readonly string[] {
  const { question, practiceOf, keyOf, today, pack } = prepared;
  const { born: exact } = one.known(pack);
  const [patient] = one.patients;
  const born = patient ? (bornOf(patient) ?? '') : '';
  const who =
    question.kind === 'identifiable'
      ? [numberOf(one), patient ? nameOf(patient) : '', born]
      : [keyOf(one.person), bandOf(exact, today)];
  return [...who, practiceOf.get(one.person) ?? '', ...checksOf(prepared, one)];
}

function checksOf({ pack, today }: Prepared, one: SeenPerson): readonly string[] {
  const known = one.known(pack);
  return measuresOf(pack).map((measure) => STATES[checkOf({ pack, measure }, known, today).state]);
}

/** Ages in tens, the oldest together: a birth date beside a practice is a name. */
function bandOf(born: string | undefined, today: string): string {
  const age = ageOn(born, today);
  if (age === undefined) return '';
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
  const { use, words, ground, place, asAt, people, leftOut, agreed, alike } = statement;
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
    ...(alike ? [['How coarse it is', `${alike.words}: at least ${alike.fewest} people are alike in these`]] : []),
    ...(agreed
      ? [['Agreed to this very project', `${suppressedWords(agreed)} who opted out of other uses (${agreed.project})`]]
      : []),
    ...(leftOut.length === 0 ? use.because.map((why) => ['Nobody is left out', why]) : []),
    ...leftOut.flatMap(({ words: why, people: whole, inPart }) => [
      ['Left out', `${suppressedWords(whole)}. ${why}`],
      ...(inPart.count === 0 ? [] : [['In part', `${suppressedWords(inPart)}: only what others recorded. ${why}`]]),
    ]),
  ];
}

type Looked = { readonly person: string; readonly patients: readonly { readonly org: number }[] };

async function note({ ports }: Services, { access, ground, question, pack }: Prepared, people: readonly Looked[]) {
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
