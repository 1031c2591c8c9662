import type { ValueRule } from './pack.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The sum of the answers to the questions that a rule names, found by link id wherever they stand in a QuestionnaireResponse
 * (https://hl7.org/fhir/R4/questionnaireresponse.html). None where a question has no answer or more than one, or an answer that
 * is no number to the rule: half a score is no score.
 */
export function answersSum(rule: ValueRule, response: Json): number | undefined {
  const asked = new Map((rule.items ?? []).map((linkId): [string, Json[]] => [linkId, []]));
  gather(response['item'], asked);
  let sum = 0;
  for (const [answer, ...more] of asked.values()) {
    const worth = answer && more.length === 0 ? worthOf(answer, rule) : undefined;
    if (worth === undefined) return undefined;
    sum += worth;
  }
  return sum;
}

/** Questions stand in groups, and below answers. */
function gather(items: unknown, asked: ReadonlyMap<string, Json[]>): void {
  for (const { linkId, item, answer } of listOf(items)) {
    const answers = listOf(answer);
    asked.get(String(linkId))?.push(...answers);
    gather(item, asked);
    for (const one of answers) gather(one['item'], asked);
  }
}

function worthOf(answer: Json, { options = {}, keep }: ValueRule): number | undefined {
  const worth = answer['valueInteger'] ?? answer['valueDecimal'] ?? codedWorth(answer['valueCoding'], options);
  if (typeof worth !== 'number') return undefined;
  return keep && (worth < keep[0] || worth > keep[1]) ? undefined : worth;
}

function codedWorth(coding: unknown, options: NonNullable<ValueRule['options']>): number | undefined {
  if (coding === undefined) return undefined;
  const { system, code } = coding as Json;
  const found = Object.entries(options).find(([, codes]) => codes.includes(`${String(system)}|${String(code)}`));
  return found && Number(found[0]);
}

function listOf(json: unknown): readonly Json[] {
  return Array.isArray(json) ? json : [];
}
