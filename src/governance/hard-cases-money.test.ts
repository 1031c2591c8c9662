import type { Clause } from '#agreement';
import { day } from '#base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agreed, care, of } from '../agreement/hard-cases/vale.testing.ts';
import { at, boardAlone, openVale, PERSON, READS, RELATED, sharing } from './hard-cases.testing.ts';
import { valueOf } from './partnership.testing.ts';

/* The twelve cases of agreement/hard-cases, each established by what people do and asked of the running program over HTTP. */

let vale: Awaited<ReturnType<typeof openVale>>;
beforeEach(async () => {
  vale = await openVale('2026-03-02');
});
afterEach(() => vale.close());

test('7: a contribution changed in October, backdated to April: sharing is not', async () => {
  const money: Clause = {
    id: 'council-money',
    cites: '',
    clause: 'contribute',
    pool: 'diabetes-fund',
    by: of('council'),
    amount: { minor: 60_000_000, currency: 'GBP' },
    period: { from: day('2026-04-01'), until: day('2027-04-01') },
    every: 'month',
    dueWorkingDay: 1,
    varies: 'pro-rata',
  };
  const vary: Clause = { id: 'vary', cites: '', clause: 'vary', agreedBy: 'parties', noticeDays: 0, backdateMonths: 6 };
  const first = agreed({
    id: 'fund',
    title: 'Vale pooled fund',
    kind: 'section-75-pooled-fund',
    parties: ['community', 'council'],
    clauses: [...care('care', ['community'], ['council']), money, vary],
  });
  const second = agreed({
    ...first,
    version: 2,
    parties: ['community', 'council'],
    decided: day('2026-09-20'),
    effective: day('2026-10-01'),
    clauses: [
      ...care('care', ['community'], ['council'], { classes: ['problems', 'results', 'plans', 'documents'] }),
      { ...money, amount: { minor: 66_000_000, currency: 'GBP' }, appliesFrom: day('2026-04-01') },
      vary,
    ],
  });
  await vale.agree(first, boardAlone());
  const letter = await vale.item('community', 'documents');
  await vale.relate({ viewer: 'council', rel: ['caseload'] });
  at('2026-09-20');
  await vale.propose(second);
  expect(await vale.would(second)).toContain('documents appears for social-worker of Vale Council');
  const words = await vale.ask<readonly { readonly words: string }[]>('/api/instruments/fund/difference?from=1&to=2');
  expect(words.map((one) => one.words).filter((one) => one.includes('£660,000.00'))).toHaveLength(1);
  await vale.sign(second);
  const ask = (on: string) => vale.explain({ viewer: 'council', role: 'social-worker', reference: letter, on });
  expect((await ask('2026-05-15')).visible).toBe(false);
  expect((await ask('2026-09-30')).words).toBe(
    'Not visible: Vale pooled fund would show it (paragraph 1), but it begins on 1 October 2026.',
  );
  expect((await ask('2026-10-01')).visible).toBe(true);
});

test('8: a part-disputed charge: the ladder has clocks, and care does not stop', async () => {
  const fund = agreed({
    id: 'fund',
    title: 'Vale agreement',
    parties: ['community', 'council'],
    clauses: [
      ...care('care', ['community'], ['council']),
      {
        id: 'podiatry',
        cites: '',
        clause: 'pay',
        activity: 'podiatry',
        by: of('council'),
        to: [of('community')],
        queryWorkingDays: 20,
        price: { model: 'block', amount: { minor: 412_000, currency: 'GBP' }, every: 'month' },
      },
      {
        id: 'ladder',
        cites: '',
        clause: 'dispute',
        payUndisputed: true,
        binding: true,
        ladder: [
          {
            id: 'leads',
            words: 'to the finance leads of both',
            who: [{ organization: of('council'), role: 'finance-lead' }],
            workingDays: 10,
          },
          { id: 'expert', words: 'to an expert whom both name', who: [], workingDays: 30 },
        ],
      },
    ],
  });
  await vale.agree(fund, boardAlone());
  const plan = await vale.item('community', 'plans');
  await vale.relate({ viewer: 'council', rel: ['caseload'] });
  at('2026-06-01');
  const finance = await vale.seat('council', 'finance-lead');
  const { disputes } = vale.governance;
  const { id } = valueOf(
    await disputes.raise(finance, {
      instrument: 'fund',
      paragraph: '3',
      clause: 'podiatry',
      about: 'whether ten visits on days in hospital count',
      reading: { words: 'They do not.', runs: 'as-it-runs' },
    }),
  );
  expect(await vale.ask(`/api/disputes/${id}`, undefined, 'council')).toMatchObject({
    dueBy: '2026-06-15',
    meanwhile: 'Until it is settled everything runs as before, and care goes on.',
  });
  expect(
    (await vale.explain({ viewer: 'council', role: 'social-worker', reference: plan, on: '2026-06-10' })).visible,
  ).toBe(true);
});

test('9: a national direction overrides a local denial', async () => {
  const parties = ['community', 'council'] as const;
  const local = agreed({
    id: 'local',
    title: 'Vale agreement',
    parties,
    clauses: [
      ...care('care', ['community'], ['council']),
      {
        id: 'not-results',
        cites: '',
        clause: 'withhold',
        classes: ['results'],
        from: [of('community')],
        to: { organizations: [of('council')] },
      },
    ],
  });
  const direction = agreed({
    id: 'direction',
    title: 'Direction on falls',
    kind: 'mandate',
    mandate: 'direction',
    rank: 'statute',
    parties,
    clauses: care('falls', ['community'], ['council'], { classes: ['results'] }).slice(0, 1),
  });
  await vale.agree(local, boardAlone());
  const result = await vale.item('community', 'results');
  await vale.relate({ viewer: 'council', rel: ['caseload'] });
  const ask = () => vale.explain({ viewer: 'council', role: 'social-worker', reference: result, on: '2026-06-01' });
  expect((await ask()).words).toContain(
    'Not visible: Vale agreement, paragraph 3 (agreement of the partnership), keeps it back.',
  );
  await vale.propose(direction);
  expect(await vale.would(direction)).toContain('results appears for social-worker of Vale Council');
  expect((await ask()).visible).toBe(false);
  await vale.sign(direction);
  expect(await ask()).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'Direction on falls', rank: 'statute' },
    overrode: { instrument: 'Vale agreement' },
  });
  expect((await ask()).words).toBe(
    `Visible. ${READS} of Vale Council see results recorded by Vale Community Trust, ${RELATED}, but nothing that is labelled sensitive. (paragraph 1) It stands in Direction on falls, version 1 (law or national direction). It is stronger than this: Vale agreement, paragraph 3 (agreement of the partnership), keeps it back.`,
  );
});

test('10: a charity under a grant, not party to the section 75 agreement', async () => {
  const pool = agreed({
    id: 'pool',
    title: 'Vale section 75 agreement',
    kind: 'section-75-pooled-fund',
    parties: ['board', 'council'],
    clauses: care('care', ['council'], ['board', 'council']),
  });
  const visits = (classes: readonly ('demographics' | 'plans' | 'results')[]) =>
    care('visits', ['council'], ['charity'], {
      classes,
      relationships: ['referred'],
      to: { organizations: [of('charity')], roles: ['community-health-worker'] },
    });
  const grant = agreed({
    id: 'grant',
    title: 'Grant for home visits',
    kind: 'grant',
    parties: ['council', 'charity'],
    clauses: visits(['demographics', 'plans']),
  });
  await vale.agree(pool, grant);
  const [plan, result] = [await vale.item('council', 'plans'), await vale.item('council', 'results')];
  await vale.relate({ viewer: 'charity', rel: ['referred'] });
  const ask = (reference: string) =>
    vale.explain({ viewer: 'charity', role: 'community-health-worker', reference, on: '2026-06-01' });
  const gives =
    'Community health workers of Neighbours Together see names and contact details and plans, goals and referrals recorded by Vale Council, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 1)';
  expect((await ask(plan)).words).toBe(
    `Visible. ${gives} It stands in Grant for home visits, version 1 (agreement of the partnership).`,
  );
  expect((await ask(result)).words).toBe(
    `Not visible: only names and contact details and plans, goals and referrals are shown this way, and it is something else. What comes nearest: ${gives}`,
  );
  await expect(
    vale.propose({ ...pool, version: 2, parties: [...pool.parties, ...grant.parties.slice(1)] }),
  ).rejects.toThrow('Neighbours Together cannot be a party of a section 75 agreement for a pooled fund');
  const wider = agreed({
    ...grant,
    version: 2,
    parties: ['council', 'charity'],
    clauses: visits(['demographics', 'plans', 'results']),
  });
  await vale.propose(wider);
  expect(await vale.would(wider)).toContain('results appears for community-health-worker of Neighbours Together');
});

test('11: an objection refused, then capacity lost', async () => {
  await vale.agree(sharing(['council', 'community'], care('care', ['council'], ['community'])), boardAlone());
  const result = await vale.item('council', 'results');
  const ask = (on: string) => vale.explain({ viewer: 'community', role: 'therapist', reference: result, on });
  const reads = async () => vale.reads(await vale.seat('community', 'therapist'), result);
  const subject = { reference: PERSON };
  const participant = [{ member: { reference: of('community') } }];
  const team = { resourceType: 'CareTeam', id: 'team', status: 'active', subject, participant };
  await vale.write('council', team);
  at('2026-04-15');
  expect([(await ask('2026-04-15')).visible, await reads()]).toEqual([true, true]);
  const [self, lead] = [await vale.self(), await vale.seat('council', 'ig-lead')];
  const [id = ''] = valueOf(
    await vale.rights.ask(self, { right: 'object', of: [of('council')], words: 'I know people there' }),
  );
  // Nothing is waited for: what they said holds from the answer on.
  expect(await reads()).toBe(false);
  expect(await ask('2026-04-20')).toMatchObject({ visible: false });
  expect((await ask('2026-04-20')).words).toContain('Not visible: the person has objected.');
  at('2026-05-01');
  const words = 'Without it two therapists would visit who do not know of the falls.';
  valueOf(await vale.rights.decide(lead, id, { given: 'refused', ground: 'compelling', words }));
  expect([(await ask('2026-05-05')).visible, await reads()]).toEqual([true, true]);
  at('2026-08-20');
  valueOf(await vale.rights.found(lead, id, { able: false, on: '2026-08-20', by: 'Dr Lund' }));
  expect(valueOf(await vale.rights.forLead(lead, id))).toMatchObject({ state: 'refused', review: true });
  expect([(await ask('2026-09-01')).visible, await reads()]).toEqual([true, true]);
});

test('12: a funder stops paying and its part of the agreement ends', async () => {
  const grant = agreed({
    id: 'grant',
    title: 'Lantern grant',
    kind: 'grant',
    parties: ['funder', 'charity'],
    expires: day('2026-09-01'),
    clauses: [
      {
        id: 'money',
        cites: '',
        clause: 'contribute',
        pool: 'home-visits',
        by: of('funder'),
        amount: { minor: 9_000_000, currency: 'GBP' },
        period: { from: day('2026-04-01'), until: day('2026-09-01') },
        every: 'quarter',
        dueWorkingDay: 5,
        varies: 'fixed',
      },
    ],
  });
  const figures = agreed({
    id: 'sharing',
    title: 'Figures for the Lantern Fund',
    kind: 'data-sharing',
    parties: ['funder', 'charity'],
    clauses: [
      {
        id: 'figures',
        cites: '',
        clause: 'share',
        classes: ['results'],
        from: [of('charity')],
        to: { organizations: [of('funder')], roles: ['programme-lead'] },
        purpose: 'planning',
        relationships: ['population'],
        dependsOn: 'grant#money',
      },
      { id: 'told', cites: '', clause: 'inform', earliest: day('2026-04-01'), how: 'a notice at each visit' },
    ],
  });
  await vale.agree(grant, figures, boardAlone());
  const figure = await vale.item('charity', 'results');
  await vale.relate({ viewer: 'funder', rel: ['population'], purpose: 'planning' });
  const ask = (on: string) =>
    vale.explain({ viewer: 'funder', role: 'programme-lead', purpose: 'planning', reference: figure, on });
  expect((await ask('2026-08-31')).visible).toBe(true);
  expect((await ask('2026-09-01')).words).toBe(
    'Not visible: Figures for the Lantern Fund would show it (paragraph 1), but it holds only as long as paragraph 1 of Lantern grant runs, and that has stopped.',
  );
  const longer = agreed({
    ...grant,
    version: 2,
    parties: ['funder', 'charity'],
    clauses: grant.clauses,
    effective: day('2026-09-01'),
    expires: day('2027-09-01'),
  });
  await vale.propose(longer);
  expect(await vale.would(longer)).toContain('results appears for programme-lead of The Lantern Fund');
});
