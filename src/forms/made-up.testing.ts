import { fc } from '#testing/chance';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

export type Made = { readonly linkId: string; readonly type: string; readonly [member: string]: unknown };

export function questionnaire(...item: readonly Made[]) {
  return { resourceType: 'Questionnaire', status: 'active', title: 'A form', url: 'https://example.org/q', item };
}

export function limit(name: string, member: string, value: unknown) {
  return { url: `${FHIR}${name}`, [member]: value };
}

export function calculated(expression: string) {
  return {
    url: `${SDC}calculatedExpression`,
    valueExpression: { language: 'text/fhirpath', expression },
  };
}

export const COLOURS = ['red', 'green', 'blue'].map((code) => ({
  valueCoding: { system: 'https://example.org/colour', code, display: code },
}));

const LEAVES = ['boolean', 'decimal', 'integer', 'date', 'string', 'text', 'choice', 'open-choice', 'quantity', 'time'];
const TOTAL = "%resource.repeat(item).where(linkId = 'n0').answer.value.sum() + 1";

type Shape = {
  readonly type: string;
  readonly repeats: boolean;
  readonly required: boolean;
  readonly waits: number;
  readonly operator: string;
  readonly inside: readonly Shape[];
};

function shapes(depth: number): fc.Arbitrary<readonly Shape[]> {
  const one = fc.record({
    type: fc.constantFrom(...LEAVES, 'group', 'group', 'group'),
    repeats: fc.boolean(),
    required: fc.boolean(),
    waits: fc.integer({ min: -3, max: 6 }),
    operator: fc.constantFrom('exists', '=', '!=', '>', '<='),
    inside: depth > 0 ? shapes(depth - 1) : fc.constant([]),
  });
  return fc.array(one, { minLength: depth === DEPTH ? 1 : 0, maxLength: depth === DEPTH ? 4 : 2 });
}
const DEPTH = 2;

/** Questionnaires of any shape: nested, repeating, waiting for what comes before them, with a number that others are added to. */
export const anyQuestionnaire = shapes(DEPTH).map((all) => {
  const before: string[] = ['n0'];
  let count = 0;
  const build = ({ type, inside, repeats, required, waits, operator }: Shape): Made => {
    const linkId = `q${(count += 1)}`;
    const question = before[waits];
    const answer = operator === 'exists' ? { answerBoolean: waits % 2 === 0 } : { answerInteger: waits };
    const enableWhen = question === undefined ? {} : { enableWhen: [{ question, operator, ...answer }] };
    if (type === 'integer') before.push(linkId);
    const item = inside.map(build);
    const made = type === 'group' && item.length === 0 ? 'string' : type;
    return {
      linkId,
      type: made,
      text: `Question ${linkId}`,
      repeats,
      required,
      ...enableWhen,
      ...(made === 'choice' || made === 'open-choice' ? { answerOption: COLOURS } : {}),
      ...(item.length > 0 ? { item } : {}),
    };
  };
  const items = all.map(build);
  const number = { linkId: 'n0', type: 'integer', text: 'How many', repeats: true };
  const sum = { linkId: 'total', type: 'integer', text: 'In all', extension: [calculated(TOTAL)] };
  return questionnaire(number, ...items, sum);
});

/** What somebody types, fitting or not, by the type of an item. */
export const anythingTyped = fc.constantFrom(
  '',
  '3',
  '-2',
  '4.50',
  'true',
  'words, “quoted” & أخرى',
  '2026-02-28',
  '2026-02-31',
  '14:05',
  'https://example.org/colour|red',
  'https://example.org/x',
);
