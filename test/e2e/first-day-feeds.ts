import { type Day, day, plusDays } from '#base';
import { nhsNumber } from '../../src/app/demo/identity.ts';
import { adt, obr, oru } from '../../src/record/intake/hl7v2/messages.testing.ts';

/**
 * What the organisations of journey S1 send from their own systems. Made by a rule that is simple enough to work every figure out by hand: in a
 * practice that misses `missing` people the first check was done for all but the first so many, the next for one fewer, and so on. The figures
 * themselves stand in first-day.json, typed in.
 */
export type Practice = {
  readonly code: string;
  /** Its people are those of these numbers. */
  readonly first: number;
  readonly missing: number;
  /** The check that it writes with a code that measures read; all others with codes of its own. Absent: all of them. */
  readonly reads?: string;
};

export const PEOPLE = 60;
export const ELM: Practice = { code: 'K84001', first: 0, missing: 20, reads: 'foot-check' };
export const BRIDGE: Practice = { code: 'K84002', first: 60, missing: 12, reads: 'hba1c' };
export const MILL: Practice = { code: 'K84003', first: 120, missing: 14 };

/** The eight care processes, with what each is called, the code that is read, and a value. */
const CHECKS = [
  { id: 'hba1c', words: 'HbA1c', code: 'http://loinc.org|59261-8', unit: 'mmol/mol' },
  { id: 'blood-pressure', words: 'Blood pressure', code: 'http://loinc.org|85354-9', unit: 'mm[Hg]' },
  { id: 'cholesterol', words: 'Cholesterol', code: 'http://loinc.org|2093-3', unit: 'mmol/L', value: 4.4 },
  { id: 'creatinine', words: 'Serum creatinine', code: 'http://loinc.org|14682-9', unit: 'umol/L', value: 82 },
  { id: 'urine-albumin', words: 'Urine albumin', code: 'http://loinc.org|14959-1', unit: 'mg/mmol', value: 2.1 },
  { id: 'foot-check', words: 'Foot surveillance', code: 'http://snomed.info/sct|401191002' },
  { id: 'bmi', words: 'Body mass index', code: 'http://loinc.org|39156-5', unit: 'kg/m2', value: 27.5 },
  { id: 'smoking', words: 'Smoking status', code: 'http://loinc.org|72166-2' },
] as const;
type Check = (typeof CHECKS)[number];

/** Codes of its own that a practice writes, each with what a person finds it to be. */
export function localCodes(practice: Practice): readonly { readonly code: string; readonly counts: string }[] {
  if (practice.reads === undefined) return [];
  return CHECKS.filter(({ id }) => id !== practice.reads).map((check) => ({
    code: localCode(practice, check),
    counts: check.code,
  }));
}

const systemOf = ({ code }: Practice) => `https://codes.example.org/${code.toLowerCase()}`;
const localCode = ({ code }: Practice, { id }: Check) => `${code.slice(-1)}-${id}`;

export type Person = {
  readonly number: number;
  readonly family: string;
  readonly given: string;
  readonly gender: 'female' | 'male';
  readonly born: Day;
  readonly nhs: string;
  readonly line: string;
  readonly postcode: string;
};

const BEGINNINGS = 'Bar Cod Dun Elb Fos Gar Hol Ing Jar Kes Lam Mor Nor Oak Pem Quin Ros Sal'.split(' ');
const ENDINGS = ['bridge', 'field', 'grove', 'ham', 'kirk', 'mouth', 'pool', 'stead', 'thwaite', 'wick'];
const GIVEN = ['Agnes', 'Boris', 'Chloe', 'Derek', 'Esther', 'Fergus', 'Gwen', 'Hector', 'Iris', 'Jonas', 'Kay'];

/** No two share a name, a birthday, a number or an address, so that whoever is put together was meant to be. */
export function personNumbered(number: number): Person {
  const given = GIVEN[number % GIVEN.length] ?? '';
  return {
    number,
    family: `${BEGINNINGS[number % 18]}${ENDINGS[Math.floor(number / 18)]}`,
    given,
    gender: (number % GIVEN.length) % 2 === 0 ? 'female' : 'male',
    born: plusDays(day('1961-01-01'), number * 17),
    nhs: nhsNumber(number),
    line: `${number + 1} ${ENDINGS[number % 10]} Road`,
    postcode: `ZZ99 ${number % 10}${'ABDEFGHJLNPQRSTUWXYZ'[number % 20]}${'ABDEFGHJLNPQRSTUWXYZ'[Math.floor(number / 9) % 20]}`,
  };
}

function peopleOf({ first }: Practice): readonly Person[] {
  return Array.from({ length: PEOPLE }, (_, at) => personNumbered(first + at));
}

type Done = {
  readonly person: Person;
  readonly check: Check;
  readonly on: Day;
  readonly system: string;
  readonly code: string;
};

/** Every check twice: before the baseline, and not long ago, as the report on codes looks at the last twelve months. */
function doneAt(practice: Practice, days: readonly Day[]): readonly Done[] {
  return peopleOf(practice).flatMap((person, at) =>
    CHECKS.filter((_, place) => at >= practice.missing + place).flatMap((check) => {
      const local = practice.reads !== undefined && check.id !== practice.reads;
      const [system = '', code = ''] = local ? [systemOf(practice), localCode(practice, check)] : check.code.split('|');
      return days.map((on) => ({ person, check, on, system, code }));
    }),
  );
}

/** HbA1c of 58 or less for people of even numbers, blood pressure of 140/90 or less for all but every third. */
const hba1cOf = ({ number }: Person) => (number % 2 === 0 ? 51 : 64);
const pressureOf = ({ number }: Person): readonly [number, number] => (number % 3 === 0 ? [156, 94] : [132, 78]);

/** As a practice's system writes FHIR: one resource a line. */
export function ndjsonOf(practice: Practice, days: readonly Day[]): string {
  const people = peopleOf(practice).flatMap((person) => [
    {
      resourceType: 'Patient',
      id: `p${person.number}`,
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: person.nhs }],
      name: [{ family: person.family, given: [person.given] }],
      gender: person.gender,
      birthDate: person.born,
      address: [{ line: [person.line], postalCode: person.postcode }],
    },
    {
      resourceType: 'Condition',
      id: `d${person.number}`,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006', display: 'Type 2 diabetes mellitus' }] },
      subject: { reference: `Patient/p${person.number}` },
      onsetDateTime: '2019-05-01',
    },
  ]);
  const done = doneAt(practice, days).map((one, at) => resourceOf(one, `r${practice.first}-${at}`));
  return [...people, ...done].map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

function resourceOf({ person, check, on, system, code }: Done, id: string): object {
  const coded = { coding: [{ system, code, display: check.words }] };
  const subject = { reference: `Patient/p${person.number}` };
  if (check.id === 'foot-check')
    return { resourceType: 'Procedure', id, status: 'completed', code: coded, subject, performedDateTime: on };
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: coded,
    subject,
    effectiveDateTime: on,
    ...valueOf(person, check),
  };
}

function valueOf(person: Person, check: Check): object {
  const quantity = (value: number, unit: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit });
  if (check.id === 'hba1c') return { valueQuantity: quantity(hba1cOf(person), check.unit) };
  if (check.id === 'smoking') return { valueCodeableConcept: { text: 'Never smoked' } };
  if ('value' in check) return { valueQuantity: quantity(check.value, check.unit) };
  const [systolic, diastolic] = pressureOf(person);
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: quantity(value, 'mm[Hg]'),
  });
  return { component: [part('8480-6', systolic), part('8462-4', diastolic)] };
}

const CSV_COLUMNS =
  'kind,ref,surname,forename,sex,dob,nhs_no,line,postcode,diabetes_on,code,words,value,unit,systolic,diastolic,done_on';

/** As the system of another practice writes it: one file, people and what was done for them. */
export function csvOf(practice: Practice, days: readonly Day[]): string {
  const columns = CSV_COLUMNS.split(',');
  const line = (row: Readonly<Record<string, string | number>>) => columns.map((column) => row[column] ?? '').join(',');
  const people = peopleOf(practice).map((person) =>
    line({
      kind: 'person',
      ref: person.number,
      surname: person.family,
      forename: person.given,
      sex: person.gender === 'female' ? 'F' : 'M',
      dob: british(person.born),
      nhs_no: person.nhs,
      line: person.line,
      postcode: person.postcode,
      diabetes_on: '01/05/2019',
    }),
  );
  const done = doneAt(practice, days).map(({ person, check, on, system, code }) => {
    const [systolic, diastolic] = pressureOf(person);
    const value = check.id === 'hba1c' ? hba1cOf(person) : 'value' in check ? check.value : '';
    const kind = KINDS[check.id] ?? (system === 'http://loinc.org' ? 'loinc' : 'result');
    return line({
      kind,
      ref: person.number,
      code,
      words: check.words,
      value,
      unit: 'unit' in check ? check.unit : '',
      ...(kind === 'pressure' ? { systolic, diastolic } : {}),
      done_on: british(on),
    });
  });
  return [CSV_COLUMNS, ...people, ...done, ''].join('\n');
}

const KINDS: Readonly<Record<string, string>> = {
  'foot-check': 'procedure',
  smoking: 'answer',
  'blood-pressure': 'pressure',
};

function british(on: Day): string {
  return on.split('-').toReversed().join('/');
}

/** How the columns of that file become resources. */
export function csvMapping(practice: Practice): string {
  const own = systemOf(practice);
  const quantity = (value: string, unit: string) => ({
    value: `{${value}|number}`,
    unit,
    system: 'http://unitsofmeasure.org',
    code: unit,
  });
  const item = { subject: { reference: 'Patient/{ref}' } };
  const coded = (system: string) => ({ code: { coding: [{ system, code: '{code}', display: '{words}' }] } });
  const observation = (is: string, system: string, value: object) => ({
    type: 'Observation',
    identity: '{ref}-{code}-{done_on}',
    when: { column: 'kind', is: [is] },
    template: { status: 'final', ...coded(system), ...item, effectiveDateTime: '{done_on|date:dd/mm/yyyy}', ...value },
  });
  const part = (code: string, column: string) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: quantity(column, 'mm[Hg]'),
  });
  return JSON.stringify({
    mapping: 'bridge-street',
    version: '1',
    columns: CSV_COLUMNS.split(','),
    codes: { sex: { F: 'female', M: 'male' } },
    resources: [
      {
        type: 'Patient',
        identity: '{ref}',
        when: { column: 'kind', is: ['person'] },
        template: {
          identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '{nhs_no|digits}' }],
          name: [{ family: '{surname}', given: ['{forename}'] }],
          gender: '{sex|code:sex}',
          birthDate: '{dob|date:dd/mm/yyyy}',
          address: [{ line: ['{line}'], postalCode: '{postcode|upper}' }],
        },
      },
      {
        type: 'Condition',
        identity: '{ref}-diabetes',
        when: { column: 'kind', is: ['person'] },
        template: {
          ...item,
          code: {
            coding: [{ system: 'http://snomed.info/sct', code: '44054006', display: 'Type 2 diabetes mellitus' }],
          },
          onsetDateTime: '{diabetes_on|date:dd/mm/yyyy}',
        },
      },
      observation('result', own, { valueQuantity: quantity('value', '{unit}') }),
      observation('loinc', 'http://loinc.org', { valueQuantity: quantity('value', '{unit}') }),
      observation('answer', own, { valueCodeableConcept: { text: 'Never smoked' } }),
      observation('pressure', own, { component: [part('8480-6', 'systolic'), part('8462-4', 'diastolic')] }),
      {
        type: 'Procedure',
        identity: '{ref}-{code}-{done_on}',
        when: { column: 'kind', is: ['procedure'] },
        template: { status: 'completed', ...coded(own), ...item, performedDateTime: '{done_on|date:dd/mm/yyyy}' },
      },
    ],
  });
}

/** People of Elm Tree whom the hospital knows without their number or address: doubtful, each of them. */
export const DOUBTFUL = 37;
/** The last of these are twins of those whom the practice knows. */
export const TWINS = 3;
/** Whom the hospital knows by their number too: put together by themselves. */
export const CERTAIN = 5;
/** Whose creatinine the hospital's laboratory did, and the practice did not: it counts once they are put together. */
export const TESTED = 10;

/** The hospital's messages: who its people are, and results of its laboratory before the baseline. */
export function messagesOf(on: Day): readonly string[] {
  const from = 'PAS|RTH';
  const time = (hour: string) => `${on.replaceAll('-', '')}${hour}00+0000`;
  const pid = (number: number) => {
    const { family, given, born, gender, nhs } = personNumbered(number);
    const twin = number < DOUBTFUL && number >= DOUBTFUL - TWINS;
    const known = number < DOUBTFUL ? '' : `~${nhs}^^^NHS^NH`;
    const called = twin ? 'Zebedee' : given;
    return `H${number}^^^RTH^MR${known}||${family}^${called}||${born.replaceAll('-', '')}|${gender === 'female' ? 'F' : 'M'}`;
  };
  const people = Array.from({ length: DOUBTFUL + CERTAIN }, (_, number) =>
    adt('A28', { from, control: `A${number}`, at: time('0800') }, { pid: pid(number) }),
  );
  const results = Array.from({ length: TESTED }, (_, number) =>
    oru(
      { from: 'LIMS|RTH', control: `R${number}`, at: time('0900') },
      obr(`F${number}`, { reported: time('0900') }),
      [`NM|14682-9^Creatinine^LN||88|umol/L|||||F|||${time('0830')}`],
      pid(number),
    ),
  );
  return [...people, ...results];
}

/** Whom the council supports, of Bridge Street, in the columns of its own system. */
export function councilCsv(on: Day): string {
  const columns =
    'client_ref,surname,forename,dob,nhs_no,address,postcode,assessed_on,need,support,hours_per_week,lives_alone';
  const rows = Array.from({ length: 6 }, (_, at) => {
    const { number, family, given, born, nhs, line, postcode } = personNumbered(BRIDGE.first + at);
    return `C${number},${family},${given},${british(born)},${nhs},${line},${postcode},${british(on)},Help with meals,Home care,5,Y`;
  });
  return [columns, ...rows, ''].join('\n');
}
