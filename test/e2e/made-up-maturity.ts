import { day } from '#base';
import { compile, type Program } from '#forms';
import type { MaturitySide, MaturityView } from '#governance/contract';
import questionnaire from '../../packs/forms/maturity/questionnaire.json' with { type: 'json' };
import { fillingOf } from '../../src/web/form/filling.ts';

const program = read(questionnaire);

const bare = program.items.map(
  ({ linkId, text, items }): MaturitySide => ({
    id: linkId,
    words: text,
    steps: (items[0]?.options ?? []).slice(0, 5).map(({ words }) => words.replace(/^\d: /, '')),
    organizations: [],
    reasons: [],
    course: [],
  }),
);

const SPREAD = { steps: [1, 5, 2, 3, 0], unsure: 1, middle: 2, agreement: 0.41, agreed: 'none', split: true } as const;
const ELM = { steps: [1, 5, 0, 0, 0], unsure: 0, middle: 2, agreement: 0.9, agreed: 'strong', split: false } as const;

const shown = (side: MaturitySide): MaturitySide => ({
  ...side,
  spread: SPREAD,
  organizations: [{ name: 'Elm Tree Surgery', spread: ELM }],
  reasons: ['The board decides, and we hear of it.', 'We were asked before the clinics moved.'],
});

/** One side that was agreed on, one that they could not agree on, and the rest still to be talked over. */
const SIDES = bare.map((side, at): MaturitySide => {
  if (at > 1) return at === 2 ? { ...side, spread: { steps: [0, 2, 0, 1, 0], unsure: 9, split: false } } : shown(side);
  const said = { dimension: side.id, why: 'We talked it over.', by: 'Sam Adeyemi', on: day('2026-06-24') };
  return {
    ...shown(side),
    agreed:
      at === 0
        ? { ...said, step: 3, next: 'Each visit begins with the aim.' }
        : { ...said, dissent: 'The practices see it otherwise.' },
    course: [{ id: '0', on: day('2025-12-20'), middle: 1.5, ...(at === 0 ? { step: 2 } : {}) }],
  };
});

export const MATURITY: MaturityView = {
  id: '1',
  programme: { id: '1', name: 'Feet together' },
  until: day('2026-06-20'),
  closed: day('2026-06-21'),
  scored: 12,
  open: 6,
  waits: false,
  program,
  places: [
    { organization: 'Organization/elm-tree', role: 'practice-nurse', name: 'Elm Tree Surgery', scored: 6 },
    { organization: 'Organization/riverside', role: 'consultant', name: 'Riverside Hospital', scored: 6 },
  ],
  sides: SIDES,
  untold: ['Riverside Hospital'],
  hidden: false,
  may: { lead: true, score: false, scored: true },
};

const { closed: _, programme: __, ...open } = MATURITY;
export const MATURITY_OPEN: MaturityView = {
  ...open,
  id: '2',
  scored: 4,
  open: 0,
  waits: true,
  sides: bare,
  untold: [],
  may: { lead: true, score: true, scored: false },
};

/** Sent with most of it left out. */
export const MATURITY_SHEET = fillingOf(
  program,
  new URLSearchParams({ do: 'send', 'aim:0/aim-level:0': 'urn:concord:maturity|4' }),
  'Europe/London',
);

function read(json: unknown): Program {
  const found = compile(json);
  if (!found.ok) throw new Error(found.refusals[0].text);
  return found.value;
}
