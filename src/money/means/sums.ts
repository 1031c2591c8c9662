import { amountWords } from '#agreement';
import { day, plusDays } from '#base';
import type { Means, Step, WorkedLine } from './contract.ts';
import type { Kind, MeansPack, MeansYear } from './pack.ts';

/** What a sum is made from. */
export type Making = { readonly pack: MeansPack; readonly year: MeansYear; readonly means: Means };

export type Counted = { readonly counted: number; readonly lines: readonly WorkedLine[] };

/** Collects the lines of a step and numbers them. */
export function linesIn(step: Step): {
  (line: Omit<WorkedLine, 'id' | 'step'>): void;
  readonly all: () => readonly WorkedLine[];
} {
  const lines: WorkedLine[] = [];
  const add = (line: Omit<WorkedLine, 'id' | 'step'>): void => {
    lines.push({ id: `${step}-${lines.length + 1}`, step, ...line });
  };
  return Object.assign(add, { all: () => lines });
}

/** What counts of what somebody has. */
export function capitalOf({ pack, means }: Making): Counted {
  const add = linesIn('capital');
  let counted = 0;
  for (const { kind, minor, since } of means.capital) {
    const rule = ruleOf(pack.capital, kind);
    const end = rule.weeks === undefined ? undefined : plusDays(day(since ?? ''), rule.weeks * 7);
    const over = end !== undefined && means.on >= end;
    const part = over ? minor : partOf(rule, minor);
    counted += part;
    const why = over ? `it counts since ${end}` : (rule.because ?? '');
    add({
      words: worded(rule.words, why, part < minor || over),
      minor: part,
      ...asked(part, minor),
      source: rule.source,
    });
  }
  add({ words: 'Capital that counts', minor: counted, source: pack.rules['capital'] ?? '' });
  return { counted, lines: add.all() };
}

/** What counts of what somebody gets a week. */
export function incomeOf({ pack, means }: Making): Counted {
  const add = linesIn('income');
  let counted = 0;
  for (const { kind, minor, ignore } of means.income) {
    const rule = ruleOf(pack.income, kind);
    const part = Math.max(0, partOf(rule, minor) - (ignore?.minor ?? 0));
    counted += part;
    const why = [rule.because, ignore?.why].filter((one) => one !== undefined).join('; ');
    add({ words: worded(rule.words, why, part < minor), minor: part, ...asked(part, minor), source: rule.source });
  }
  return { counted, lines: add.all() };
}

export function said({ currency }: Pick<MeansPack, 'currency'>, minor: number): string {
  return amountWords({ minor, currency });
}

function worded(words: string, because: string, less: boolean): string {
  return less && because !== '' ? `${words}: ${because}` : words;
}

function asked(part: number, minor: number): { readonly of?: number } {
  return part === minor ? {} : { of: minor };
}

/** Half a penny that is nobody's is not counted. */
function partOf({ counts }: Kind, minor: number): number {
  if (counts === 'none') return 0;
  return counts === 'half' ? Math.floor(minor / 2) : minor;
}

/** Kinds were checked before anything is summed. */
function ruleOf(kinds: readonly Kind[], kind: string): Kind {
  const found = kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`the pack has no kind '${kind}'`);
  return found;
}
