import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import { check, compile, pathsIn } from '#forms';
import type { AskingRule, KeptResource } from '#repository';
import { expansionsFor } from './kept.ts';

type Json = Readonly<Record<string, unknown>>;
const PUBLISHED: readonly unknown[] = ['active', 'retired'];
const REFUSALS_MAX = 50;

/**
 * An answer to a form that is kept here follows the form, whoever writes it. One to a form that is not kept, or that cannot be carried
 * out, is taken as it is; that it was not looked at is told where only advice is asked.
 */
export const answersFit: AskingRule = {
  types: ['QuestionnaireResponse'],
  ask: async ({ after }, kept) => {
    const canonical = after['questionnaire'];
    if (typeof canonical !== 'string' || after['status'] === 'entered-in-error') return accepted([]);
    const form = await kept('Questionnaire', canonical);
    if (!form || !PUBLISHED.includes(form['status'])) {
      return accepted([
        unchecked(
          `No published form ${canonical.slice(0, 200)} is kept here, so that the answers were not compared with it.`,
        ),
      ]);
    }
    const program = compile(form, await expansionsFor(form, (url) => kept('ValueSet', url)));
    if (!program.ok) return accepted([unchecked(program.refusals[0].text)]);
    const pathOf = pathsIn(program.value, after);
    const [first, ...rest] = check(program.value, after).map(
      (one): Refusal => ({
        code: 'record.answer-unfit',
        type: 'business-rule',
        text: one.text,
        expression: pathOf(one),
      }),
    );
    return first ? { ok: false, refusals: [first, ...rest.slice(0, REFUSALS_MAX - 1)] } : accepted([]);
  },
};

function unchecked(text: string): Refusal {
  return {
    code: 'record.answer-unchecked',
    type: 'informational',
    text,
    expression: 'QuestionnaireResponse.questionnaire',
  };
}

/** What may change of a published version: that it is used no more, and who looked at it when. */
const MAY_CHANGE = new Set(['id', 'meta', 'text', 'status', 'date', 'approvalDate', 'lastReviewDate']);

/** A version that was published stays as people answered it: what is to be asked otherwise is another version. */
export const formsStay: AskingRule = {
  types: ['Questionnaire'],
  ask: async ({ before, after, id }, kept) => {
    if (before && isPublished(before) && !(PUBLISHED.includes(after['status']) && fixedOf(before) === fixedOf(after))) {
      return changed(before);
    }
    if (!isPublished(after)) return accepted([]);
    const twin = await kept('Questionnaire', `${String(after['url'])}|${String(after['version'])}`, id);
    return twin && isPublished(twin) ? twice(after) : accepted([]);
  },
};

function isPublished(form: KeptResource): boolean {
  return PUBLISHED.includes(form['status']) && typeof form['url'] === 'string' && typeof form['version'] === 'string';
}

function fixedOf(form: Json): string {
  const fixed = Object.entries(form).filter(([name]) => !MAY_CHANGE.has(name));
  return JSON.stringify(fixed.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function changed({ version }: Json): Outcome<never> {
  const text = `Version ${String(version).slice(0, 60)} of this form is published, and answers rest on it. Store what is new under another id and version, and retire this one.`;
  return refuse('business-rule', 'record.form-published', text, 'Questionnaire.version');
}

function twice({ version }: Json): Outcome<never> {
  const text = `Version ${String(version).slice(0, 60)} of this form is published here already. Give this one another version.`;
  return refuse('duplicate', 'record.form-twice', text, 'Questionnaire.version');
}
