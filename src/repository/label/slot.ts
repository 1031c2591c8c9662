import { accepted, type Outcome, type Refusal, refuse, refused } from '#fhir';

/** Codes of one label that an installation loads under a licence of its own. */
export type SlotCode = { readonly system: string; readonly code: string };
export type SlotFile = {
  readonly codes: readonly SlotCode[];
  /** Lines that say that something is a member no longer. */
  readonly inactive: number;
};

const SNOMED = 'http://snomed.info/sct';
const CODES_MAX = 500_000;
const NAMED_MAX = 50;
const LINE_MAX = 4_000;

/**
 * Reads a file of codes: a simple reference set of SNOMED CT (release format 2, snapshot or full, tabs), or CSV with the columns
 * `system,code`. One bad line refuses the whole: a code left out in silence would leave what it marks open.
 */
export function readSlot(text: string, refset?: string): Outcome<SlotFile> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const head = (lines[0] ?? '').split(/[\t,]/).map((name) => name.trim().toLowerCase());
  const rows = lines.flatMap((line, index) => (index === 0 || line.trim() === '' ? [] : [{ line, at: index + 1 }]));
  const read = head.includes('referencedcomponentid')
    ? readRefset(head, rows, refset)
    : head.includes('system') && head.includes('code')
      ? readCsv(head, rows)
      : refuse(
          'structure',
          'label.slot-head',
          'Line 1 names no columns that are known: a SNOMED CT reference set has referencedComponentId, a CSV file has system,code.',
        );
  if (!read.ok) return read;
  const { codes } = read.value;
  if (codes.length === 0) return refuse('required', 'label.slot-empty', 'The file has no code that is active.');
  if (codes.length > CODES_MAX) {
    return refuse('too-costly', 'label.slot-size', `The file has ${codes.length} codes; ${CODES_MAX} is the most.`);
  }
  return read;
}

type Line = { readonly line: string; readonly at: number };
type Member = { readonly code: string; readonly time: string; readonly active: boolean };

/** Of a full file the latest line of each member counts. https://confluence.ihtsdotools.org/display/DOCRELFMT */
function readRefset(head: readonly string[], rows: readonly Line[], refset: string | undefined): Outcome<SlotFile> {
  const place = (name: string) => head.indexOf(name);
  const [time, active, set, component] = [
    place('effectivetime'),
    place('active'),
    place('refsetid'),
    place('referencedcomponentid'),
  ];
  const faults: Refusal[] = [];
  const sets = new Set<string>();
  const members = new Map<string, Member>();
  for (const { line, at } of rows) {
    const cells = line.slice(0, LINE_MAX).split('\t');
    const code = cells[component] ?? '';
    const state = cells[active] ?? '';
    const one = cells[set] ?? '';
    if (cells.length < head.length) {
      faults.push(fault('label.slot-line', `Line ${at}: ${cells.length} columns where line 1 has ${head.length}.`));
    } else if (state !== '0' && state !== '1') {
      faults.push(fault('label.slot-line', `Line ${at}: 'active' is '${state.slice(0, 20)}'; it is 0 or 1.`));
    } else if (!isConcept(code)) faults.push(wrongCode(at, code));
    else if (refset === undefined || one === refset) {
      sets.add(one);
      const before = members.get(code);
      const member = { code, time: cells[time] ?? '', active: state === '1' };
      if (!before || before.time <= member.time) members.set(code, member);
    }
  }
  if (faults.length > 0) return named(faults);
  if (sets.size > 1) {
    const some = [...sets].slice(0, 10).join(', ');
    return refuse(
      'multiple-matches',
      'label.slot-refset',
      `The file holds ${sets.size} reference sets (${some}). Say which.`,
      'refset',
    );
  }
  const all = [...members.values()];
  const codes = all.filter((one) => one.active).map(({ code }) => ({ system: SNOMED, code }));
  return accepted({ codes, inactive: all.length - codes.length });
}

function readCsv(head: readonly string[], rows: readonly Line[]): Outcome<SlotFile> {
  const [system, code] = [head.indexOf('system'), head.indexOf('code')];
  const faults: Refusal[] = [];
  const found = new Map<string, SlotCode>();
  for (const { line, at } of rows) {
    const cells = line
      .slice(0, LINE_MAX)
      .split(',')
      .map((cell) => cell.trim());
    const one = { system: cells[system] ?? '', code: cells[code] ?? '' };
    if (cells.length < 2) faults.push(fault('label.slot-line', `Line ${at}: a system and a code are wanted.`));
    else if (!/^(https?:\/\/|urn:)\S+$/.test(one.system)) {
      const text = `Line ${at}: '${one.system.slice(0, 60)}' is no code system; one is an address, like ${SNOMED}.`;
      faults.push(fault('label.slot-line', text));
    } else if (one.system === SNOMED ? !isConcept(one.code) : !/^\S{1,64}$/.test(one.code)) {
      faults.push(wrongCode(at, one.code));
    } else found.set(`${one.system}|${one.code}`, one);
  }
  return faults.length > 0 ? named(faults) : accepted({ codes: [...found.values()], inactive: 0 });
}

function wrongCode(at: number, code: string): Refusal {
  const text = `Line ${at}: '${code.slice(0, 30)}' is no code of a concept; its check digit or its kind is wrong. Spreadsheets round long codes: take the file as it came.`;
  return fault('label.slot-code', text);
}

function fault(code: 'label.slot-line' | 'label.slot-code', text: string): Refusal {
  return { code, type: 'value', text };
}

function named(faults: readonly Refusal[]): Outcome<never> {
  const [first, ...rest] = faults.slice(0, NAMED_MAX);
  if (!first) throw new Error('nothing is at fault');
  if (faults.length <= NAMED_MAX) return refused(first, ...rest);
  const more = fault('label.slot-line', `${faults.length - NAMED_MAX} more lines are at fault.`);
  return refused(first, ...rest, more);
}

/** A concept by its partition and check digit: SNOMED CT release file specification 6.1, Verhoeff's algorithm. */
function isConcept(code: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(code) || !['00', '10'].includes(code.slice(-3, -1))) return false;
  let check = 0;
  for (const [index, digit] of [...code].reverse().entries()) {
    check = MULTIPLIED[check]?.[PERMUTED[index % 8]?.[Number(digit)] ?? 0] ?? 0;
  }
  return check === 0;
}

const MULTIPLIED = table(
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210',
);
const PERMUTED = table('0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258');

function table(rows: string): readonly (readonly number[])[] {
  return rows.split(' ').map((row) => [...row].map(Number));
}
