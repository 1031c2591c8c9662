import { compile, everyItem, type Program } from '#forms';
import pulse from '#packs/forms/culture-pulse/questionnaire.json' with { type: 'json' };
import together from '#packs/forms/relationship-pulse/questionnaire.json' with { type: 'json' };
import readiness from '#packs/forms/readiness-change/questionnaire.json' with { type: 'json' };
import type { Factor } from './figures.ts';
import type { RoundForm } from './round.ts';

/** The forms of rounds, read when they are first asked for. A pack that could not be filled in is our mistake. */
const QUESTIONNAIRES: Readonly<Record<RoundForm, unknown>> = {
  'readiness-change': readiness,
  'culture-pulse': pulse,
  'relationship-pulse': together,
};
const read = new Map<RoundForm, Program>();

export function programOf(form: RoundForm): Program {
  const known = read.get(form);
  if (known) return known;
  const program = compile(QUESTIONNAIRES[form]);
  if (!program.ok) throw new Error(`${form}: ${program.refusals[0].text}`);
  read.set(form, program.value);
  return program.value;
}

/** Each group of a form is a factor, and counted by itself. */
export function factorsOf(form: RoundForm): readonly Factor[] {
  return programOf(form).items.map(({ linkId, text, items }) => ({
    id: linkId,
    words: text,
    items: everyItem(items).map((item) => item.linkId),
  }));
}
