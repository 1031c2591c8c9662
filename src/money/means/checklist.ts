import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Checklist, ChecklistLevel } from './contract.ts';
import { CHECKLIST, itemsOf, meta, saidIn, text } from './kept.ts';
import type { MeansPack } from './pack.ts';

type Json = Readonly<Record<string, unknown>>;
type Levels = Checklist['levels'];

const LEVELS: readonly string[] = ['A', 'B', 'C'];

/** Each domain with its level; every one must be said. */
export function levelsOf({ checklist }: MeansPack, said: Readonly<Record<string, string>>): Outcome<Levels> {
  const missing = checklist.domains.filter(({ id }) => !LEVELS.includes(said[id] ?? ''));
  if (missing.length > 0) {
    const text = `checklist: say A, B or C for ${missing.map(({ words }) => words).join(', ')}.`;
    return refuse('required', 'money.means-checklist', text);
  }
  return accepted(checklist.domains.map(({ id, words }) => ({ id, words, level: said[id] as ChecklistLevel })));
}

/**
 * Whether a full assessment follows: two or more A; or five or more B; or one A and four B; or one A in a domain with a star.
 * NHS continuing healthcare checklist, 2022.
 */
export function needsFull({ checklist }: MeansPack, levels: Levels): boolean {
  const count = (level: ChecklistLevel) => levels.filter((one) => one.level === level).length;
  const starred = new Set(checklist.domains.filter(({ star }) => star === true).map(({ id }) => id));
  const star = levels.some(({ id, level }) => level === 'A' && starred.has(id));
  return count('A') >= 2 || count('B') >= 5 || (count('A') === 1 && count('B') >= 4) || star;
}

export function checklistResponse(
  levels: Levels,
  {
    patient,
    at,
    by,
    full,
  }: { readonly patient: string; readonly at: string; readonly by: string; readonly full: boolean },
): Json {
  const lines = levels.map(({ id, words, level }) => ({ linkId: id, text: words, answer: [{ valueString: level }] }));
  return {
    resourceType: 'QuestionnaireResponse',
    meta: meta('social-care'),
    questionnaire: CHECKLIST,
    status: 'completed',
    subject: { reference: patient },
    authored: at,
    item: [text('by', by), text('full', full ? 'yes' : 'no'), ...lines],
  };
}

export function checklistIn(
  { checklist }: MeansPack,
  resource: Json,
): Omit<Checklist, 'id' | 'organization'> | undefined {
  if (resource['questionnaire'] !== CHECKLIST || resource['status'] === 'entered-in-error') return undefined;
  const items = itemsOf(resource);
  const levels = checklist.domains.map(({ id, words }) => ({
    id,
    words,
    level: (saidIn(items, id) ?? 'C') as ChecklistLevel,
  }));
  const on = String(resource['authored']).slice(0, 10) as Day;
  return { on, by: saidIn(items, 'by') ?? '', levels, full: saidIn(items, 'full') === 'yes' };
}
