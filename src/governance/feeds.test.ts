import type { Clause, Instrument } from '#agreement';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { agreed, care, of } from '../agreement/hard-cases/vale.testing.ts';
import { boardAlone, openVale, PERSON } from './hard-cases.testing.ts';
import { valueOf } from './partnership.testing.ts';

/* What a system sent for one purpose serves no other: in the query, in the why and in what a draft would change. */

const ON = '2026-06-01';
let vale: Awaited<ReturnType<typeof openVale>>;
beforeAll(async () => {
  vale = await openVale(ON);
  await vale.agree(agreed({ ...sharing, clauses }), boardAlone());
  await vale.write('hospital', { resourceType: 'Patient', id: 'amara' });
});
afterAll(() => vale.close());

const parties = ['hospital', 'community', 'council'] as const;
const sharing = { id: 'feeds', title: 'Data of the hospital', parties: [...parties] };
const survey: Clause = {
  id: 'survey',
  cites: '',
  clause: 'withhold',
  classes: ['results'],
  from: [of('hospital')],
  feeds: ['survey'],
  purposes: ['direct-care'],
};
const clauses = [...care('care', ['hospital'], ['community']), survey];

const result = {
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  subject: { reference: PERSON },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '43396009' }] },
  effectiveDateTime: '2026-05-04T09:00:00Z',
};

/** By a system of the hospital; the therapists of the trust have the person referred to them. */
async function sent(feed: string): Promise<string> {
  const reference = await vale.write('hospital', result, feed);
  await vale.relate({ viewer: 'community', rel: ['referred'] }, { viewer: 'hospital', rel: ['contributed'] });
  return reference;
}

/** Whether a therapist of the trust sees it, as the API and as the explanation say, with the words of the latter. */
async function looked(reference: string): Promise<readonly [boolean, string]> {
  const { visible, words } = await vale.explain({ viewer: 'community', role: 'therapist', reference, on: ON });
  expect(await vale.reads(await vale.seat('community', 'therapist'), reference), words).toBe(visible);
  return [visible, words];
}

async function until(reference: string, visible: boolean): Promise<void> {
  await vi.waitFor(async () => expect((await looked(reference))[0]).toBe(visible), { timeout: 20_000, interval: 50 });
}

/** What the therapist finds of the person, and that no total says more. */
async function found(): Promise<readonly string[]> {
  const kernel = vale.repository(await vale.seat('community', 'therapist'));
  const parameters = [
    ['patient', PERSON],
    ['_total', 'accurate'],
  ] as const;
  const answer = await kernel.search({ type: 'Observation', parameters, handling: 'strict' });
  if (!answer.ok) throw new Error(answer.refusals[0].text);
  expect(answer.value.total).toBe(answer.value.entries.length);
  return answer.value.entries.map(({ resource }) => `Observation/${resource.id}`);
}

test('an agreement says of a system that never sent anything that what is said of it does nothing yet', async () => {
  const { notYet } = valueOf(await vale.governance.instrument(await vale.seat('hospital', 'ig-lead'), 'feeds'));
  expect(notYet.map(({ missing }) => missing)).toEqual([
    'Nothing came from the feed “survey” yet; what is said of it does nothing until something does.',
  ]);
});

// Shows a control of hazard H5.
test('what one system sends is kept back for the purpose named, and what others of the organisation send is not', async () => {
  const lab = await sent('lab');
  const asked = await sent('survey');
  await until(lab, true);
  const [visible, words] = await looked(asked);
  expect(visible).toBe(false);
  expect(words).toContain('Data of the hospital');
  expect(await found()).toEqual([lab]);
  // Whoever recorded it keeps it.
  expect(await vale.reads(await vale.seat('hospital', 'consultant'), asked)).toBe(true);
});

test('a system that is heard of for the first time is kept back until every process knows whether the agreement names it', async () => {
  // As a process that has not heard of the feed reads: what it was told of feeds is older than what was sent.
  const before = await vale.seat('community', 'therapist');
  const late = await sent('bedside-meters');
  expect(await vale.reads(before, late)).toBe(false);
  await until(late, true);
});

test('what is shared can be what some systems send, and a draft says what it would take away before anybody signs', async () => {
  const lab = await sent('lab');
  const typed = await sent('clinic-letters');
  await until(typed, true);
  const narrower: Instrument = agreed({
    ...sharing,
    version: 2,
    clauses: [...care('care', ['hospital'], ['community'], { feeds: ['lab'] }), survey],
  });
  await vale.propose(narrower);
  expect(await vale.would(narrower)).toContain('results vanishes for therapist of Vale Community Trust');
  await vale.sign(narrower);
  await until(typed, false);
  await until(lab, true);
  const [, words] = await looked(typed);
  expect(words).toContain('“lab”');
  const { notYet } = valueOf(await vale.governance.instrument(await vale.seat('hospital', 'ig-lead'), 'feeds'));
  expect(notYet).toEqual([]);
});
