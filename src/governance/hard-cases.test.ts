import type { Clause } from '#agreement';
import { day } from '#base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agreed, care, of } from '../agreement/hard-cases/vale.testing.ts';
import { at, boardAlone, openVale, READS, RELATED, sharing } from './hard-cases.testing.ts';
import { valueOf } from './partnership.testing.ts';

/* The twelve cases of agreement/hard-cases, each established by what people do and asked of the running program over HTTP. */

let vale: Awaited<ReturnType<typeof openVale>>;
beforeEach(async () => {
  vale = await openVale('2026-03-02');
});
afterEach(() => vale.close());

test('1: safeguarding against a denied class', async () => {
  const notes = care('notes', ['hospital'], ['council'], { classes: ['mental-health'], sensitive: ['mental-health'] });
  await vale.agree(sharing(['hospital', 'council'], notes), boardAlone());
  const note = await vale.item('hospital', 'mental-health', ['mental-health']);
  const ask = () => vale.explain({ viewer: 'council', role: 'social-worker', reference: note, on: '2026-06-01' });
  const denies = { labels: ['mental-health'] } as const;
  await vale.relate({ viewer: 'council', rel: ['caseload'], denies });
  expect((await ask()).words).toBe(
    `Not visible: the person has objected. But for that it would be seen: ${READS} of Vale Council see mental health care recorded by Vale Hospitals, ${RELATED}, including what is labelled mental health but nothing else that is labelled sensitive. (paragraph 1)`,
  );
  await vale.relate({ viewer: 'council', rel: ['caseload', 'safeguarding-duty'], denies });
  expect(await ask()).toMatchObject({ visible: true, decidedBy: { rank: 'statute' } });
  expect((await ask()).words).toBe(
    'Visible. Whoever has to protect an adult or a child at risk sees what is needed for it, having said why; somebody else looks at that within 7 days. (Care Act 2014, sections 42 and 45; Children Act 1989, section 47) It stands in Law of England, version 1 (law or national direction). It is stronger than this: the person has objected.',
  );
  const ending = sharing(['hospital', 'council'], [], { version: 2 });
  await vale.propose(ending);
  expect(await vale.would(ending)).toEqual([]); // she denied it, and the duty stays: nothing vanishes
  await vale.relate({ viewer: 'council', rel: ['caseload'] });
  at('2026-03-03'); // counted anew
  expect(await vale.would(ending)).toContain('mental-health vanishes for social-worker of Vale Council');
});

test('2: a court suspends an agreement and lets it run again', async () => {
  await vale.agree(
    sharing(
      ['elm', 'community'],
      [
        ...care('visits', ['elm'], ['community']),
        {
          id: 'board',
          cites: '',
          clause: 'decide',
          topics: ['visits'],
          body: { name: 'The visits board', members: [{ organization: of('elm'), role: 'practice-manager' }] },
          quorum: 1,
          by: 'one-member',
        },
      ],
    ),
    boardAlone(),
  );
  const result = await vale.item('elm', 'results');
  await vale.relate({ viewer: 'community', rel: ['referred'] });
  at('2026-06-10');
  const lead = await vale.seat('elm', 'ig-lead');
  valueOf(await vale.governance.suspend(lead, 'sharing', 'By order of the court.'));
  expect(valueOf(await vale.governance.instrument(lead, 'sharing')).lawGives).toContain(
    'Whoever a person was referred to sees who it is, their allergies and what was asked for. (Health and Social Care Act 2012, section 251B)',
  );
  // A new version does not slip past the court: it would show nothing while the order stands.
  const wider = sharing(
    ['elm', 'community'],
    care('visits', ['elm'], ['community'], { classes: ['results', 'medicines'] }),
    { version: 2 },
  );
  await vale.item('elm', 'medicines');
  await vale.relate({ viewer: 'community', rel: ['referred'] });
  await vale.propose(wider);
  expect(await vale.would(wider)).toEqual([]);
  at('2026-07-01');
  valueOf(await vale.governance.resume(await vale.seat('elm', 'ig-lead'), 'sharing', 'The court lifted its order.'));
  at('2026-07-02'); // counted anew
  expect(await vale.would(wider)).toContain('medicines appears for therapist of Vale Community Trust');
  const ask = (on: string) => vale.explain({ viewer: 'community', role: 'therapist', reference: result, on });
  const seen = await Promise.all(
    ['2026-06-09', '2026-06-10', '2026-06-30', '2026-07-01'].map(async (on) => (await ask(on)).visible),
  );
  expect(seen).toEqual([true, false, false, true]);
  expect((await ask('2026-06-10')).words).toBe(
    'Not visible: Vale sharing would show it (paragraph 1), but it has been suspended since 10 June 2026.',
  );
  expect((await vale.decides('visits', '2026-06-09')).words).toContain(
    'The visits board decides: the practice manager of Elm Tree Surgery',
  );
  expect((await vale.decides('visits', '2026-06-10')).words).toBe(
    'No agreement in force says who decides about visits. So each partner decides for itself, as its own scheme of delegation says.',
  );
});

test('3: one council under three care boards', async () => {
  const planning = (board: string, practice: string): Clause => ({
    id: 'planning',
    cites: '',
    clause: 'share',
    classes: ['results'],
    from: [of(practice)],
    to: { organizations: [of(board)], roles: ['commissioner'] },
    purpose: 'planning',
    relationships: ['population'],
  });
  const deciding = (board: string, name: string): Clause => ({
    id: 'home-care',
    cites: '',
    clause: 'decide',
    topics: ['home-care'],
    quorum: 2,
    by: 'all',
    body: {
      name,
      members: [
        { organization: of(board), role: 'commissioner' },
        { organization: of('council'), role: 'commissioner' },
      ],
    },
  });
  const between = (id: string, title: string, [board, practice]: readonly [string, string], name: string) =>
    agreed({
      id,
      title,
      parties: [board, practice, 'council'],
      clauses: [...care('care', [practice], ['council']), planning(board, practice), deciding(board, name)],
    });
  await vale.agree(
    between('vale', 'Agreement with Vale Care Board', ['board', 'elm'], 'The Vale home care board'),
    between('north', 'Agreement with Northdale Care Board', ['north', 'mill'], 'The Northdale home care board'),
  );
  const elms = await vale.item('elm', 'results');
  const mills = await vale.item('mill', 'results');
  await vale.relate(
    { viewer: 'council', rel: ['caseload'] },
    { viewer: 'board', rel: ['population'], purpose: 'planning' },
  );
  const on = '2026-06-01';
  const worker = (reference: string) => vale.explain({ viewer: 'council', role: 'social-worker', reference, on });
  expect(await worker(elms)).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'Agreement with Vale Care Board' },
  });
  expect(await worker(mills)).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'Agreement with Northdale Care Board' },
  });
  const figure = (reference: string) =>
    vale.explain({ viewer: 'board', role: 'commissioner', purpose: 'planning', reference, on });
  expect((await figure(elms)).visible).toBe(true);
  expect((await figure(mills)).words).toBe(
    'Not visible: whoever recorded it does not share it under Agreement with Vale Care Board. What comes nearest: Commissioners of Vale Care Board see results recorded by Elm Tree Surgery, to plan services for people in the population, but nothing that is labelled sensitive. (paragraph 3)',
  );
  expect((await vale.decides('home-care', on)).words).toBe(
    'Both have to decide, because each agreement owns the topic: The Northdale home care board decides: the commissioner of Northdale Care Board and the commissioner of Vale Council; at least 2 of 2 there, all of them for it. So says Agreement with Northdale Care Board, version 1, paragraph 4 (agreement of the partnership). And The Vale home care board decides: the commissioner of Vale Care Board and the commissioner of Vale Council; at least 2 of 2 there, all of them for it. So says Agreement with Vale Care Board, version 1, paragraph 4 (agreement of the partnership).',
  );
});

test('4: registered inside, living outside, admitted elsewhere', async () => {
  const before = agreed({
    id: 'vale',
    title: 'Vale agreement',
    parties: ['board', 'elm', 'community'],
    clauses: care('care', ['elm'], ['community']),
  });
  const wider = agreed({
    ...before,
    version: 2,
    parties: ['board', 'elm', 'community', 'faraway'],
    clauses: care('care', ['elm'], ['community', 'faraway']),
  });
  await vale.agree(before);
  await vale.ask('/api/partnership', {
    name: 'Vale',
    partners: wider.parties.map((party) => ({ ...party, hosts: party.organization === of('board') })),
  });
  const result = await vale.item('elm', 'results');
  const ask = () => vale.explain({ viewer: 'faraway', role: 'consultant', reference: result, on: '2026-06-05' });
  await vale.relate({ viewer: 'faraway', rel: ['referred'] });
  expect((await ask()).words).toBe(
    'Not visible: only names and contact details, allergies and plans, goals and referrals are shown this way, and it is something else. What comes nearest: Whoever a person was referred to sees who it is, their allergies and what was asked for. (Health and Social Care Act 2012, section 251B)',
  );
  await vale.propose(wider);
  expect(await vale.would(wider)).toContain('results appears for consultant of Faraway Hospital');
  await vale.relate({ viewer: 'faraway', rel: ['emergency'] });
  expect((await ask()).words).toBe(
    'Visible. To save a life, clinicians see what they need for some hours, having said why; the privacy officer looks at that within 3 days, and the person is told. (UK GDPR, articles 6(1)(d) and 9(2)(c)) It stands in Law of England, version 1 (law or national direction).',
  );
});

test('5: a practice leaves with 90 days of notice', async () => {
  const lead = { organization: of('board'), role: 'programme-lead' as const };
  await vale.agree(
    agreed({
      id: 'vale',
      title: 'Vale agreement',
      parties: ['board', 'elm', 'mill', 'community'],
      clauses: [
        ...care('care', ['elm', 'mill'], ['elm', 'mill', 'community']),
        {
          id: 'leave',
          cites: '',
          clause: 'leave',
          by: 'parties',
          noticeDays: 90,
          runOffDays: 60,
          exitPlan: (['people-told', 'records', 'money', 'tasks'] as const).map((matter) => ({
            matter,
            words: `see to ${matter}`,
            owner: lead,
            daysBefore: 30,
          })),
        },
      ],
    }),
  );
  const [elms, mills] = [await vale.item('elm', 'results'), await vale.item('mill', 'results')];
  await vale.relate({ viewer: 'community', rel: ['referred'] });
  at('2026-05-01');
  valueOf(await vale.governance.leave(await vale.seat('elm', 'signatory'), 'vale', 'The practice closes.'));
  const ask = (reference: string, on: string) =>
    vale.explain({ viewer: 'community', role: 'therapist', reference, on });
  expect((await ask(elms, '2026-07-29')).visible).toBe(true);
  expect((await ask(elms, '2026-07-30')).words).toBe(
    'Not visible: Vale agreement would show it (paragraph 1), but Elm Tree Surgery has left it.',
  );
  expect((await ask(mills, '2026-07-30')).visible).toBe(true);
  const view = valueOf(await vale.governance.instrument(await vale.seat('elm', 'signatory'), 'vale'));
  expect(view.leaving?.[0]).toMatchObject({
    leaves: '2026-07-30',
    runOffUntil: '2026-09-28',
    steps: [{ state: 'open' }, {}, {}, {}],
  });
});

test('6: two practices merge', async () => {
  const merger = agreed({
    id: 'merger',
    title: 'Merger of two practices',
    kind: 'contract',
    parties: ['elm', 'mill', 'vale'],
    clauses: [
      {
        id: 'merge',
        cites: '',
        clause: 'succeed',
        from: [of('elm'), of('mill')],
        to: of('vale'),
        on: day('2026-10-01'),
      },
    ],
  });
  await vale.agree(
    sharing(['elm', 'community'], care('care', ['elm', 'community'], ['elm', 'community'])),
    merger,
    boardAlone(),
  );
  const [own, letter] = [await vale.item('elm', 'results'), await vale.item('community', 'results')];
  await vale.relate({ viewer: 'vale', rel: ['registered'] }, { viewer: 'elm', rel: ['registered'] });
  const ask = (viewer: string, reference: string, on: string) => vale.explain({ viewer, role: 'gp', reference, on });
  expect((await ask('vale', own, '2026-09-30')).visible).toBe(false);
  expect((await ask('vale', own, '2026-10-01')).words).toBe(
    "Visible. An organisation's staff see what it recorded itself: who treats or supports a person needs the whole of what the organisation recorded.",
  );
  expect((await ask('vale', letter, '2026-09-30')).visible).toBe(false);
  expect(await ask('vale', letter, '2026-10-01')).toMatchObject({
    visible: true,
    decidedBy: { instrument: 'Vale sharing' },
  });
  expect((await ask('elm', letter, '2026-09-30')).visible).toBe(true);
});
