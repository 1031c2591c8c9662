import { expect, test } from 'vitest';
import { check, compile } from '../../src/forms/index.ts';
import { factReader } from '../../src/insight/fact.ts';
import { readPack } from '../../src/insight/pack.ts';
import { responseOf } from '../../src/record/form/written.ts';
import json from './pack.json' with { type: 'json' };

const FORM = 'https://concord.health/Questionnaire/integrate';
const ANSWER = 'https://concord.health/integrate-answer';
const ITEMS = ['information', 'advice', 'respect', 'roles'];

/** As the README beside it tells a body to publish its own, in words of its own. */
const form = {
  resourceType: 'Questionnaire',
  url: FORM,
  version: '3',
  status: 'active',
  title: 'How it went',
  item: ITEMS.map((linkId) => ({
    linkId,
    type: 'choice',
    text: `Question about ${linkId}`,
    answerOption: [0, 1, 2, 3].map((step) => ({
      valueCoding: { system: ANSWER, code: String(step), display: `step ${step}` },
    })),
  })),
};

function answered(steps: readonly number[]) {
  const items = steps.map((step, at) => ({
    linkId: ITEMS[at] ?? '',
    answer: [{ valueCoding: { system: ANSWER, code: String(step), display: `step ${step}` } }],
  }));
  return responseOf({
    canonical: `${FORM}|3`,
    sheet: 's1',
    at: '2026-05-10T09:30:00Z',
    by: { principal: 'p', name: 'P', patient: 'Patient/p1' },
    subject: 'Patient/p1',
    items,
  });
}

test('a form published as the README says is carried out, and what people send is read', () => {
  const program = compile(form);
  if (!program.ok) throw new Error(program.refusals[0].text);
  const read = factReader(readPack(json).facts);
  const sent = answered([0, 1, 3, 0]);
  expect(check(program.value, sent)).toEqual([]);
  expect(read(sent).map(({ fact, at, value }) => [fact, at, value])).toEqual([
    ['integrate', '2026-05-10', 4],
    ['information', '2026-05-10', 0],
    ['advice', '2026-05-10', 1],
    ['respect', '2026-05-10', 3],
    ['roles', '2026-05-10', 0],
  ]);
});

test('a step that the form does not have is refused by the form', () => {
  const program = compile(form);
  if (!program.ok) throw new Error(program.refusals[0].text);
  expect(check(program.value, answered([0, 4, 0, 0])).map(({ linkId }) => linkId)).toEqual(['advice']);
});
