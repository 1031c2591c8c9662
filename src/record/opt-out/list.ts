import type { Access } from '#agreement';
import { type Day, day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { readLines } from '../intake/csv.ts';
import { NHS_NUMBER_SYSTEMS, nhsNumber } from '../match/nhs-number.ts';
import type { OptOutList, OptOutListReport } from './contract.ts';
import { endListed, endUnnamed, keepList, keepListed, type Listed, type ListRow, newestList } from './list.queries.ts';
import { noRule, ruleOf } from './rules.ts';

const AT_ONCE = 2_000;
const NAMED_MAX = 50;
const SOURCE_MAX = 100;
const KEY_MAX = 200;

/**
 * Takes in a list of people who have opted out, known here or not: by NHS number (`nhs_number`) or by any identifier (`system`, `value`),
 * with `opted_out_on` and `state` where given. Lines are written as they are read: should it break off, those read so far are opted out,
 * and nobody's opt-out has ended but those that the list itself names as taken back.
 */
export async function takeList(
  services: Services,
  access: Access,
  list: OptOutList,
): Promise<Outcome<OptOutListReport>> {
  const fit = await checked(services, list);
  if (!fit.ok) return fit;
  const row = { ...fit.value, id: services.newId(), by_whom: access.principal, at: new Date(services.now()) };
  const found = await readList(services, row, list.content);
  if (!found.ok) return found;
  const { lines, added, refused, refusedUnnamed } = found.value;
  const missing = refused.length + refusedUnnamed;
  const ended = await services.store.write(async (transaction) => {
    // A line that nobody could read may be somebody's: then nobody is taken to be missing.
    const unnamed = list.whole && missing === 0 ? await endUnnamed(transaction, row) : 0;
    const all = found.value.ended + unnamed;
    await keepList(transaction, { ...row, whole: list.whole, lines, added, ended: all, refused: missing });
    return all;
  });
  await services.ports.audit.note(access, { action: 'opt-out-list', outcome: 'done', query: `${row.rule} ${row.id}` });
  return accepted({ lines, added, ended, refused, refusedUnnamed });
}

type Taking = Pick<ListRow, 'id' | 'rule' | 'source' | 'by_whom' | 'at' | 'as_at'>;

async function checked(
  services: Services,
  { rule, source, asAt }: OptOutList,
): Promise<Outcome<Pick<Taking, 'rule' | 'source' | 'as_at'>>> {
  if (ruleOf(services, rule) === undefined) return noRule();
  const name = source.trim();
  if (name === '' || name.length > SOURCE_MAX || ['person', 'letter'].includes(name)) {
    const text = `Say what the list is and whose, in up to ${SOURCE_MAX} letters.`;
    return refuse('required', 'record.opt-out-source', text, 'source');
  }
  if (!isDay(asAt) || asAt > dayIn(services.zone, services.now())) {
    return refuse('value', 'record.opt-out-day', 'Give the day of the list, today or before.', 'asAt');
  }
  const before = await newestList(services.store, rule, name);
  if (before !== undefined && before > asAt) {
    const text = `A list of ${before} by that name was taken in. An older one would undo it.`;
    return refuse('conflict', 'record.opt-out-older', text, 'asAt');
  }
  return accepted({ rule, source: name, as_at: asAt });
}

type Counts = OptOutListReport;

async function readList({ store }: Services, list: Taking, content: OptOutList['content']): Promise<Outcome<Counts>> {
  let heading: Heading | undefined;
  let [lines, added, ended, unnamed] = [0, 0, 0, 0];
  const refused: { line: number; why: string }[] = [];
  const some: { out: Map<string, Day>; back: Set<string> } = { out: new Map(), back: new Set() };
  const flush = async (): Promise<void> => {
    if (some.out.size + some.back.size === 0) return;
    const listed: readonly Listed[] = [...some.out].map(([key, since]) => ({ key, since }));
    await store.write(async (transaction) => {
      added += await keepListed(transaction, list, listed);
      if (some.back.size > 0) ended += await endListed(transaction, list, [...some.back]);
    });
    some.out.clear();
    some.back.clear();
  };
  for await (const { record, line } of readLines(content, ',')) {
    if (record !== undefined && heading === undefined) {
      heading = headingOf(record);
      if (heading === undefined) return noColumns();
      continue;
    }
    lines += 1;
    const said = record && heading ? lineOf(record, heading, list.as_at) : 'nothing can be read from here on';
    if (typeof said === 'string') {
      if (refused.length < NAMED_MAX) refused.push({ line, why: said });
      else unnamed += 1;
    } else if (said.back) {
      some.out.delete(said.key);
      some.back.add(said.key);
    } else {
      some.back.delete(said.key);
      some.out.set(said.key, said.since);
    }
    if (some.out.size + some.back.size >= AT_ONCE) await flush();
  }
  await flush();
  return heading === undefined ? noColumns() : accepted({ lines, added, ended, refused, refusedUnnamed: unnamed });
}

type Heading = Readonly<Record<'nhs_number' | 'system' | 'value' | 'opted_out_on' | 'state', number>>;

function headingOf(record: readonly string[]): Heading | undefined {
  const names = record.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const [nhs, system, value] = ['nhs_number', 'system', 'value'].map((name) => names.indexOf(name));
  const on = names.indexOf('opted_out_on');
  if (nhs === undefined || system === undefined || value === undefined) return undefined;
  if (nhs < 0 && (system < 0 || value < 0)) return undefined;
  return { nhs_number: nhs, system, value, opted_out_on: on, state: names.indexOf('state') };
}

type Line = { readonly key: string; readonly since: Day; readonly back: boolean };

/** A line of a list, or why it is none. It is never told what stood there. */
function lineOf(record: readonly string[], at: Heading, asAt: Day): Line | string {
  const cell = (place: number): string => (place < 0 ? '' : (record[place]?.trim() ?? ''));
  const on = cell(at.opted_out_on);
  if (on !== '' && (!isDay(on) || on > asAt)) return 'the day is none, or is after that of the list';
  const state = cell(at.state).toLowerCase();
  if (!['', 'opted-out', 'withdrawn'].includes(state)) return "the state is neither 'opted-out' nor 'withdrawn'";
  const rest = { since: on === '' ? asAt : day(on), back: state === 'withdrawn' };
  const [number, system, value] = [cell(at.nhs_number), cell(at.system), cell(at.value)];
  const nhs = number !== '' ? number : NHS_NUMBER_SYSTEMS.includes(system) ? value : '';
  if (nhs !== '') {
    const valid = nhsNumber(nhs);
    return valid === undefined ? 'the NHS number is none' : { key: `n:${valid}`, ...rest };
  }
  return system === '' || value === '' ? 'no identifier' : { key: `i:${system}|${value}`.slice(0, KEY_MAX), ...rest };
}

function noColumns(): Outcome<never> {
  const text = 'The first line names the columns: nhs_number, or system and value; besides opted_out_on and state.';
  return refuse('structure', 'record.opt-out-columns', text);
}
