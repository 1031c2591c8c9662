import questionnaire from '#packs/forms/maturity/questionnaire.json' with { type: 'json' };
import { compile, type GivenItem, type Program } from '#forms';
import { STEPS, type Step } from './spread.ts';

export type Dimension = { readonly id: string; readonly words: string; readonly steps: readonly string[] };

let read: Program | undefined;

/** The form of rounds, read when it is first asked for. A pack that could not be filled in is our mistake. */
export function maturityProgram(): Program {
  if (read) return read;
  const program = compile(questionnaire);
  if (!program.ok) throw new Error(`maturity: ${program.refusals[0].text}`);
  return (read = program.value);
}

/** Each group of the form is a side of working as one, with what each step of it means. */
export function dimensions(): readonly Dimension[] {
  return maturityProgram().items.map(({ linkId, text, items }) => ({
    id: linkId,
    words: text,
    steps: (items.find(({ type }) => type === 'choice')?.options ?? [])
      .slice(0, STEPS.length)
      .map(({ words }) => words.replace(/^\d+: /, '')),
  }));
}

/** What one person sent, by side. Only what the form has found right is read. */
export type Scored = {
  readonly scores: Readonly<Record<string, Step>>;
  readonly reasons: Readonly<Record<string, string>>;
};

export function scoredIn(items: readonly GivenItem[]): Scored {
  const sides = items.map(({ linkId, item = [] }) => {
    const value = (end: string) => item.find((one) => one.linkId === `${linkId}-${end}`)?.answer?.[0];
    const { code = '' } = (value('level')?.['valueCoding'] ?? {}) as { readonly code?: string };
    const step: Step = STEPS.find((one) => String(one) === code) ?? 'unsure';
    return { id: linkId, step, why: String(value('why')?.['valueString'] ?? '') };
  });
  return {
    scores: Object.fromEntries(sides.map(({ id, step }) => [id, step])),
    reasons: Object.fromEntries(sides.map(({ id, why }) => [id, why])),
  };
}
