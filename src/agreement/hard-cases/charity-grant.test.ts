import { day } from '#base';
import { expect, test } from 'vitest';
import { whoDecides } from '../ask/decides.ts';
import { checkInstrument } from '../check.ts';
import { maySignUnder } from '../life/scheme.ts';
import type { Clause, ReportClause } from '../instrument.ts';
import { render } from '../render.ts';
import { agreed, care, type Look, look, of, pounds, signed, would } from './vale.testing.ts';

/* A charity visits people under a grant. It is no party of the section 75 agreement, and cannot be one. */
const deciding: Clause = {
  id: 'who',
  cites: '',
  clause: 'decide',
  topics: ['home-visits'],
  body: {
    name: 'The pooled fund board',
    members: [
      { organization: of('council'), role: 'commissioner' },
      { organization: of('board'), role: 'commissioner' },
    ],
  },
  quorum: 2,
  by: 'all',
};
const report: ReportClause = {
  id: 'report',
  cites: '',
  clause: 'report',
  report: 'visits',
  words: 'the count of verified visits',
  by: of('charity'),
  to: of('council'),
  every: 'quarter',
  dueWorkingDays: 15,
  purpose: 'payment',
  identifiability: 'aggregate',
  measures: [],
  attribution: { rule: 'this-funder', funder: of('council') },
};
const pool = agreed({
  id: 'pool',
  title: 'Vale section 75 agreement',
  kind: 'section-75-pooled-fund',
  parties: ['board', 'council'],
  clauses: [...care('care', ['council'], ['board', 'council']), deciding],
});
const visits = care('visits', ['council'], ['charity'], {
  classes: ['demographics', 'plans'],
  relationships: ['referred'],
  to: { organizations: [of('charity')], roles: ['community-health-worker'] },
});
const grant = agreed({
  id: 'grant',
  title: 'Grant for home visits',
  kind: 'grant',
  parties: ['council', 'charity'],
  clauses: [...visits, report],
});
const stack = [signed(pool), signed(grant)];
const plan: Look = {
  viewer: 'charity',
  role: 'community-health-worker',
  by: 'council',
  cls: 'plans',
  rel: ['referred'],
};

test('its workers see what the grant gives, under the grant', () => {
  const why = look(stack, '2026-06-01', plan);
  expect(why).toMatchObject({ visible: true, decidedBy: { instrument: 'grant' } });
  expect(why.words).toMatchInlineSnapshot(
    `"Visible. Community health workers of Neighbours Together see names and contact details and plans, goals and referrals recorded by Vale Council, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 1) It stands in Grant for home visits, version 1 (agreement of the partnership)."`,
  );
});

test('nothing of the section 75 agreement reaches it', () => {
  const result = look(stack, '2026-06-01', { ...plan, cls: 'results' });
  expect(result.visible).toBe(false);
  expect(result.words).toMatchInlineSnapshot(
    `"Not visible: only names and contact details and plans, goals and referrals are shown this way, and it is something else. What comes nearest: Community health workers of Neighbours Together see names and contact details and plans, goals and referrals recorded by Vale Council, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 1)"`,
  );
  expect(look([signed(pool)], '2026-06-01', plan).visible).toBe(false);
});

test('it cannot be made a party of it', () => {
  const draft = { ...pool, parties: [...pool.parties, ...grant.parties.slice(1)] };
  expect(checkInstrument(draft).map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "Neighbours Together cannot be a party of a section 75 agreement for a pooled fund: it is a charity, and section 75 of the NHS Act 2006 is for NHS bodies and local authorities.",
    ]
  `);
});

test('who decides on its visits, and what it owes for the money', () => {
  expect(
    whoDecides(stack, { topic: 'home-visits', amount: pounds(6_000_000), on: day('2026-06-01') }).words,
  ).toMatchInlineSnapshot(
    `"The pooled fund board decides: the commissioner of Vale Council and the commissioner of Vale Care Board; at least 2 of 2 there, all of them for it. So says Vale section 75 agreement, version 1, paragraph 3 (agreement of the partnership)."`,
  );
  expect(render({ ...report, cites: '3' }, grant)).toMatchInlineSnapshot(
    `"Neighbours Together owes Vale Council the count of verified visits each quarter, within 15 working days of the end of the period, as numbers only; each fact counts for Vale Council alone. (paragraph 3)"`,
  );
});

test('who may sign the grant for the council, by its own scheme of delegation', () => {
  const costly = {
    ...grant,
    clauses: [
      ...grant.clauses,
      {
        id: 'money',
        cites: '1',
        clause: 'pay',
        activity: 'home-visit',
        by: of('council'),
        to: [of('charity')],
        price: { model: 'block', amount: pounds(12_000_000), every: 'year' },
        queryWorkingDays: 20,
      },
    ],
  } as typeof grant;
  const scheme = {
    organization: of('council'),
    signs: [
      { roles: ['commissioner'], kinds: 'any', upTo: pounds(10_000_000) },
      { roles: ['signatory'], kinds: 'any' },
    ],
  } as const;
  expect(maySignUnder(scheme, grant, 'commissioner').ok).toBe(true);
  expect(maySignUnder(scheme, costly, 'signatory').ok).toBe(true);
  const no = maySignUnder(scheme, costly, 'commissioner');
  expect(no.ok ? '' : no.refusals[0].text).toMatchInlineSnapshot(
    `"Commissioners of Vale Council do not sign a grant agreement worth £120,000.00 to it: by its scheme of delegation signatories do."`,
  );
});

test('a wider grant shows what it would open for the charity alone', () => {
  const wider = agreed({
    ...grant,
    version: 2,
    parties: ['council', 'charity'],
    clauses: [
      ...care('visits', ['council'], ['charity'], {
        classes: ['demographics', 'plans', 'results'],
        relationships: ['referred'],
        to: { organizations: [of('charity')], roles: ['community-health-worker'] },
      }),
      report,
    ],
  });
  expect(would(stack, wider, [{ ...plan, cls: 'results' }])).toContain(
    'results/1 appears for community-health-worker of charity',
  );
});
