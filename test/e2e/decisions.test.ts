import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** Partners at two tables: what is above the limit of one goes up to the other. */
let concord: Concord;
let lead: Page;

const ICB = 'Organization/icb';
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

const MEMBERS = [
  { organization: ICB, role: 'finance-lead' },
  { organization: 'Organization/council', role: 'finance-lead' },
  { organization: 'Organization/community', role: 'finance-lead' },
];

const ALLIANCE = {
  id: 'foot-alliance',
  version: 1,
  title: 'Foot care alliance',
  kind: 'alliance',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'planning',
  parties: [
    { organization: ICB, name: 'Vale Integrated Care Board' },
    { organization: 'Organization/council', name: 'Vale County Council' },
    { organization: 'Organization/community', name: 'Vale Community NHS Trust' },
  ],
  population: { words: 'adults of the Vale with diabetes' },
  decided: day(-60),
  effective: day(-30),
  text: [
    { id: '1', section: 'aims', text: 'Feet are looked after where people live.' },
    { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
    { id: '3', section: 'decisions', text: 'The group decides up to £50,000; the board decides the rest.' },
    { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
  ],
  clauses: [
    {
      id: 'group',
      cites: '3',
      clause: 'decide',
      topics: ['podiatry'],
      body: {
        name: 'The foot care group',
        kind: 'group',
        members: MEMBERS,
        chair: MEMBERS[0],
        secretary: { organization: ICB, role: 'programme-lead' },
      },
      upTo: { minor: 5_000_000, currency: 'GBP' },
      quorum: 2,
      by: 'majority',
    },
    {
      id: 'the-board',
      cites: '3',
      clause: 'decide',
      topics: ['podiatry'],
      body: { name: 'The alliance board', kind: 'board', members: MEMBERS, livedExperience: [MEMBERS[1]] },
      quorum: 3,
      by: 'majority',
    },
  ],
};

beforeAll(async () => {
  concord = await openConcord();
  lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await agree();
}, 300_000);

afterAll(() => concord?.close());

test('E1: what is above the limit of a group is refused there and goes up to the board', async () => {
  await lead.goto(`${concord.base}/bodies`);
  await lead.getByRole('link', { name: 'The foot care group' }).click();
  await put(lead, { title: 'A podiatrist for the council', amount: '60,000' });
  const said = await lead.locator('.said').innerText();
  expect(said).toContain(
    '£60,000.00 is above the £50,000.00 up to which The foot care group may decide about podiatry.',
  );
  expect(said).toContain('It went up to The alliance board.');
  await lead.goto(`${concord.base}/bodies/foot-alliance~the-board`);
  expect(await lead.getByText('Sent up from The foot care group').count()).toBe(1);
  await picture(lead, 'journey-board');
});

async function agree(): Promise<void> {
  const governance = await concord.as('information governance lead', 'Vale Integrated Care Board');
  const post = (page: Page, path: string, body: object) =>
    page.evaluate(
      async ([to, text]) => {
        const answer = await fetch(to as string, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text as string,
        });
        return { status: answer.status, text: await answer.text() };
      },
      [path, JSON.stringify(body)],
    );
  const proposed = await post(governance, '/api/instruments', ALLIANCE);
  expect(proposed.status, proposed.text).toBeLessThan(300);
  for (const { organization, name } of ALLIANCE.parties.map((one) => ({ ...one, organization: one.name }))) {
    const signatory = await concord.as('signatory', name);
    await signatory.goto(`${concord.base}/agreements/foot-alliance?version=1`);
    await signatory.getByRole('link', { name: 'Sign', exact: true }).click();
    await signatory.getByLabel(/I have read it/).check();
    await signatory.getByRole('button', { name: 'Sign', exact: true }).click();
    await signatory.waitForURL((url) => url.pathname === '/agreements/foot-alliance');
    expect(await signatory.locator('.said').innerText()).toContain(`Signed for ${organization}.`);
    await signatory.context().close();
  }
}

type Typed = { readonly title: string; readonly amount: string; readonly suppliers?: string; readonly moves?: boolean };

async function put(page: Page, { title, amount, suppliers = '', moves = false }: Typed): Promise<void> {
  await page.getByRole('link', { name: 'Put a paper' }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What is asked').fill('Pay for it for a year.');
  await page.getByLabel('For how much').fill(amount);
  await page.getByLabel('Suppliers').fill(suppliers);
  if (moves) {
    await page.getByText('Something moves from one partner to another').click();
    await page.getByLabel('What moves').fill('Foot clinics');
    await page.getByLabel('From', { exact: true }).selectOption({ label: 'Vale Community NHS Trust' });
    await page.getByLabel('To', { exact: true }).selectOption({ label: 'Elm Tree Surgery' });
    await page.getByLabel('How many a year').fill('1200');
    await page.getByLabel('What one costs').fill('80');
  }
  await page.getByLabel('What is expected of it').fill('Waits fall from nine weeks to four.');
  await page.getByLabel('When somebody looks').fill(day(180));
  await page.getByRole('button', { name: 'Put it', exact: true }).click();
  await page.waitForURL(/\/papers\/\d+/);
}
