import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, type Day, plusDays } from '#base';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { picture } from './concord.ts';
import {
  BRIDGE,
  councilCsv,
  csvMapping,
  csvOf,
  DOUBTFUL,
  ELM,
  localCodes,
  messagesOf,
  MILL,
  ndjsonOf,
  TWINS,
} from './first-day-feeds.ts';
import { agreed, type Written } from './first-day-agreement.ts';
import { decided } from './first-day-case.ts';
import { stands } from './first-day-figures.ts';
import { agreedTo, type Comer, stepped } from './first-day-joining.ts';
import { waitingOn, worked } from './first-day-pairs.ts';
import { acknowledged, loadedOf, recordedOf } from './first-day-sent.ts';
import { type Installed, installed } from './installed.ts';
import { binding, type Newcomers, newcomersOf, protect } from './newcomers.ts';
import { acceptPapers } from './papers.ts';

/** Journey S1: what `npm start` begins becomes a partnership whose agreement runs, whose records arrive, and whose figures stand. */
let server: Installed;
let opened: OpenBrowser;
let people: Newcomers;
let lead: Page;

const HOST = 'Thames Vale Care Board';
const TRUST = 'Riverside Hospital';
const ELM_TREE = 'Elm Tree Surgery';
const PARTNERS = [
  [TRUST, 'RTH', 'Acute trust', 'Sam Adeyemi'],
  ['Valley Community Trust', 'RCM', 'Community trust', 'Mina Shah'],
  ['County Council', 'E10', 'Local authority', 'Owen Pugh'],
  ['Bridge Street Practice', BRIDGE.code, 'General practice', 'Tom Ashby'],
  [ELM_TREE, ELM.code, 'General practice', 'Ines Duarte'],
] as const;

const today = day(new Date().toISOString().slice(0, 10));
/** The last first of April: what stood before it is the baseline. */
const APRIL = day(`${Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)}-04-01`);
/** Yesterday: past in every zone. */
const LOOKED_UP = plusDays(today, -1);
/** Every check is done in the year before the baseline, and again in the last twelve months, of which codes are asked. */
const DAYS: readonly Day[] = [plusDays(APRIL, -40), plusDays(today, -70)];

beforeAll(async () => {
  server = await installed();
  opened = await openBrowser();
  people = newcomersOf(opened, server.address);
}, 240_000);

afterAll(async () => {
  await opened?.close();
  await server?.close();
});

const leads = new Map<string, Page>();
const signatories = new Map<string, Page>();
const at = (path: string) => `${server.address}${path}`;

test('S1: the first person begins the partnership and is its lead', async () => {
  lead = await people.fresh();
  await lead.goto(server.begins);
  await lead.getByLabel('Name of the partnership').fill('Thames Vale');
  await lead.getByLabel('The organisation that hosts it').fill(HOST);
  await lead.getByLabel('Its code').fill('QU9');
  await lead.getByLabel('Your name').fill('Sian Rees');
  await lead.getByRole('button', { name: 'Begin' }).click();
  await protect(lead);
  await lead.getByRole('heading', { name: 'Thames Vale' }).waitFor();
  leads.set(HOST, lead);
  await picture(lead, 's1-begun');
}, 60_000);

test('S1: organisations are put on the list, and each accepts by its own link', async () => {
  for (const [name, code, kind, person] of PARTNERS) {
    await lead.getByLabel('Name', { exact: true }).fill(name);
    await lead.getByLabel('Code', { exact: true }).fill(code);
    await lead.getByLabel('What it is in law').selectOption({ label: kind });
    if (name === TRUST) await lead.getByLabel('Looked up in the register on').fill(LOOKED_UP);
    await lead.getByLabel('Who does the first steps there').fill(person);
    await lead.getByRole('button', { name: 'Put it on the list' }).click();
    const said = await lead.locator('.said', { hasText: `${name} is on the list` }).innerText();
    const page = await people.arrives(/https?:\S+/.exec(said)?.[0] ?? '');
    await page.getByRole('heading', { name: 'Thames Vale' }).waitFor();
    leads.set(name, page);
  }
  await picture(lead, 's1-partners');
}, 120_000);

test('S1: which organisation of the register each is, is said by itself or by the host, and who has not said it owes it', async () => {
  const rowOf = (page: Page, name: string) => page.locator('[data-row]', { hasText: name });
  expect(await rowOf(lead, TRUST).innerText()).toMatch(/ODS code \w+, looked up in the Organisation Data Service/);
  expect(await rowOf(lead, HOST).innerText()).toContain('no ODS code yet');
  for (const [code, answer] of [
    ['QU 9', 'is no such code'],
    ['qu9', 'Kept, with who says so and when.'],
  ] as const) {
    await rowOf(lead, HOST).locator('summary').click();
    await rowOf(lead, HOST).getByLabel('ODS code').fill(code);
    await rowOf(lead, HOST).getByLabel('Looked up on').fill(LOOKED_UP);
    await rowOf(lead, HOST).getByRole('button', { name: 'Say it' }).click();
    await lead.getByText(answer).waitFor();
    await lead.goto(at('/partnership'));
  }
  expect(await rowOf(lead, HOST).innerText()).toContain('ODS code QU9');
  const council = leads.get('County Council') as Page;
  await council.goto(at('/obligations'));
  await council.getByText('Look up the ODS code of County Council and say it').first().waitFor();
  await council.goto(at('/partnership'));
  await picture(lead, 's1-codes');
}, 60_000);

test('S1: each organisation invites whoever signs for it', async () => {
  for (const [organization, page] of leads) signatories.set(organization, await people.invited(page, 'Signatory'));
  expect(signatories.size).toBe(PARTNERS.length + 1);
}, 120_000);

let written: Written;
/** Who writes the arrangement down and signs it first; everybody else joins it. */
const FIRST = [HOST, TRUST];

test('S1: a joint-controller arrangement is written from nothing: what lacks is named until nothing does', async () => {
  written = await agreed(lead, {
    address: server.address,
    host: HOST,
    today,
    parties: ['Organization/QU9', 'Organization/RTH'],
    kinds: ['Community trust', 'Local authority', 'General practice'],
  });
  expect(await lead.locator('main').innerText()).toContain('Joint-controller arrangement');
  await picture(lead, 's1-agreement');
}, 180_000);

let consultant: Page;
let observation: string;
/** How often the consultant reads a result of the practice on the record. */
const results = async (): Promise<number> => {
  await consultant.reload();
  return consultant.getByText('HbA1c').count();
};

test('S1: two sign it, each once its safety documents are accepted, and it runs between them: nobody else shares anything', async () => {
  observation = await recordedOf(server, '9434765919');
  consultant = await people.invited(leads.get(TRUST) as Page, 'Consultant');
  const found = async () => {
    await consultant.goto(at('/people?text=9434765919'));
    return consultant.locator('.people-found th a').count();
  };
  await expect.poll(found, { timeout: 60_000, interval: 500 }).toBe(1);
  await consultant.locator('.people-found th a').first().click();
  await consultant.locator('.banner h1').waitFor();
  expect(await consultant.locator('main').innerText()).not.toContain('Elm Tree');
  for (const organization of FIRST) {
    const page = signatories.get(organization) as Page;
    await page.goto(at(written.path));
    await page.getByRole('link', { name: 'Sign', exact: true }).click();
    // Nobody signs what shares before its safety documents are accepted; the way there is what the page offers.
    await page.getByRole('heading', { name: 'First', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Safety documents' }).last().click();
    expect(await acceptPapers(page)).toBe(4);
    if (organization === HOST) await picture(page, 's1-safety-documents');
    const sign = async () => {
      await page.goto(at(`${written.path}/sign`));
      await page.getByLabel(/I have read it/).check();
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
    };
    await binding(page, sign, page.locator('.said', { hasText: `Signed for ${organization}.` }));
  }
  await lead.goto(at(written.path));
  await lead.locator('.state-now', { hasText: /In effect/ }).waitFor();
  expect(await results()).toBe(0);
}, 240_000);

test('S1: the others join it, each in its own administration: what a practice recorded is seen once it has joined, and not before', async () => {
  for (const [name, code] of PARTNERS.filter(([one]) => !FIRST.includes(one))) {
    await lead.goto(at(written.path));
    await lead.getByRole('link', { name: 'Invite to join' }).click();
    await lead.getByLabel('Partner', { exact: true }).selectOption({ label: name });
    if (name === ELM_TREE) await picture(lead, 's1-invite');
    await lead.getByRole('button', { name: 'Invite this partner' }).click();
    await lead.locator('.said', { hasText: `${name} finds the steps under what is due.` }).waitFor();
    const joining = lead.url();
    const comer: Comer = { lead: leads.get(name) as Page, signs: signatories.get(name) as Page, code };
    await comer.lead.goto(at('/obligations'));
    await comer.lead.getByText(`Sign the joining: ${written.title}`).first().waitFor();
    const papers = await stepped(comer, { joining, from: today, lookedUp: LOOKED_UP });
    expect(papers).toBe(name === 'County Council' ? 2 : 4);
    expect(await results()).toBe(0);
    await agreedTo(signatories.get(HOST) as Page, comer, joining);
    if (name === ELM_TREE) await picture(comer.lead, 's1-joined');
  }
  // The practice is the last of them: what it recorded is seen now, and by its joining alone.
  await expect.poll(results, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
  await picture(consultant, 's1-record');
  await checked(PARTNERS.filter(([one]) => !FIRST.includes(one)));
}, 300_000);

/** The host, who keeps the list, looks up what others said of themselves: then every code is one that records may name them by. */
async function checked(partners: readonly (typeof PARTNERS)[number][]): Promise<void> {
  const known = lead.locator('[data-row]', { hasText: /ODS code \w+, looked up in the Organisation Data Service/ });
  const waits = known.filter({ hasText: 'to be looked up by the host' });
  await lead.goto(at('/partnership'));
  expect([await known.count(), await waits.count()]).toEqual([PARTNERS.length + 1, partners.length]);
  for (const [name, code] of partners) {
    const row = lead.locator('[data-row]', { hasText: name });
    await row.locator('summary').click();
    await row.getByLabel('ODS code').fill(code);
    await row.getByLabel('Looked up on').fill(LOOKED_UP);
    await row.getByRole('button', { name: 'Say it' }).click();
    await lead.locator('.said', { hasText: 'Kept, with who says so and when.' }).waitFor();
    await lead.goto(at('/partnership'));
  }
  expect([await known.count(), await waits.count()]).toEqual([PARTNERS.length + 1, 0]);
}

test('S1: who could see it, and why, is answered with the paragraph', async () => {
  await lead.goto(at('/explain'));
  await lead.getByLabel(/Item/).fill(observation);
  await lead.getByLabel('Who looks: organisation').selectOption({ label: TRUST });
  await lead.getByLabel('In which role').selectOption({ label: 'Consultant' });
  await lead.getByLabel('For which purpose').selectOption({ label: 'Giving care' });
  await lead.getByRole('button', { name: 'Ask' }).click();
  await lead.getByText(written.title).first().waitFor();
  expect(await lead.locator('main').innerText()).toMatch(/Can be seen[\s\S]*paragraph 1/);
}, 60_000);

let programmes: Page;
let commissioner: Page;

test('S1: who may say yes is written down for each organisation, and each confirms it for itself', async () => {
  programmes = await people.invited(lead, 'Programme lead');
  commissioner = await people.invited(lead, 'Commissioner');
  for (const organization of leads.keys()) {
    await programmes.goto(at('/decision-rights'));
    await programmes.locator('summary', { hasText: 'A right of an organisation' }).click();
    await programmes.getByLabel('Organisation', { exact: true }).selectOption({ label: organization });
    await programmes.getByLabel('About what').fill('data feeds');
    await programmes.getByLabel('Who', { exact: true }).selectOption({ label: 'Signatory' });
    await programmes.getByLabel('Up to which amount', { exact: true }).fill('50,000');
    await programmes.getByLabel('Where that is written').fill('Scheme of delegation, line 14.');
    await programmes.getByRole('button', { name: 'Write it down' }).click();
    await programmes.locator('.said', { hasText: 'It is written down.' }).waitFor();
  }
  const confirmed = programmes.locator('li[data-row] .tag', { hasText: /^\W*confirmed$/ });
  const before = await confirmed.count();
  for (const [organization, page] of leads) {
    await page.goto(at('/decision-rights'));
    const row = page.locator('li[data-row]', { hasText: `Data feeds, ${organization}` });
    if ((await row.getByText('to be confirmed', { exact: true }).count()) === 0) continue;
    await row.getByRole('button', { name: 'It is still so' }).click();
    await page.locator('.said', { hasText: 'Confirmed, for six months.' }).waitFor();
  }
  await programmes.goto(at(`/decision-rights?q=${encodeURIComponent(`Who can approve a data feed at ${TRUST}?`)}`));
  await programmes.getByText('Read as: Data feeds').waitFor();
  expect(await programmes.locator('section', { hasText: 'In each organisation' }).first().innerText()).toContain(
    `Signatory of theirs (Signatory, ${TRUST}) decides, up to £50,000.00.`,
  );
  await programmes.goto(at('/decision-rights'));
  // What the host writes of itself is confirmed by that; the rest waited for the organisations.
  expect(before).toBe(1);
  expect(await confirmed.count()).toBe(leads.size);
  await picture(programmes, 's1-decision-rights');
}, 120_000);

test('S1: a case for change with four options is scored blind and decided by the board, with sealed minutes', async () => {
  const scorers = [HOST, TRUST].map((of) => [of, signatories.get(of) as Page] as const);
  const path = await decided({
    address: server.address,
    lead: programmes,
    scorers,
    body: written.body,
    host: HOST,
  });
  await programmes.goto(at(path));
  await programmes.getByText('The programme goes on').waitFor();
  expect(await programmes.locator('main').innerText()).toMatch(/One team for diabetes.*best/s);
  await picture(programmes, 's1-case');
}, 180_000);

test('S1: practices send FHIR and CSV, the hospital HL7 v2, the council CSV: all of it is taken', async () => {
  const refused = async (of: string, name: string, content: string, mapping?: string) =>
    (await loadedOf(server, { of, name, content, ...(mapping ? { mapping } : {}) })).refused;
  expect(await refused(ELM.code, 'elm-tree.ndjson', ndjsonOf(ELM, DAYS))).toEqual([]);
  expect(await refused(BRIDGE.code, 'bridge-street.csv', csvOf(BRIDGE, DAYS), csvMapping(BRIDGE))).toEqual([]);
  expect(await refused('E10', 'council.csv', councilCsv(plusDays(today, -20)), 'council')).toEqual([]);
  for (const message of messagesOf(DAYS[0] as Day)) expect(await acknowledged(server, 'RTH', message)).toBe('AA');
}, 240_000);

test('S1: the queue of doubtful pairs is worked: each is decided with a reason, and is gone from the list', async () => {
  const decider = leads.get(TRUST) as Page;
  const queue = { page: decider, address: server.address };
  await expect.poll(() => waitingOn(queue), { timeout: 120_000, interval: 1_000 }).toBe(DOUBTFUL);
  await decider.goto(at('/identity'));
  await decider.getByRole('link', { name: `Next pairs (${DOUBTFUL - 20} more)` }).waitFor();
  await picture(decider, 's1-pairs');
  expect(await worked(queue, 'Zebedee')).toEqual({ same: DOUBTFUL - TWINS, apart: TWINS });
  await decider.getByText('No pair of records waits for a decision').waitFor();
}, 180_000);

const shownAt = () => ({ page: programmes, address: server.address, asAt: plusDays(APRIL, -1) });

test('S1: the report on codes asks about fourteen; one person says what each counts as, a second approves, and the baseline stands', async () => {
  await stands(shownAt(), 'before any code is mapped', [ELM.code, BRIDGE.code, 'all']);
  const wanted = [ELM, BRIDGE].flatMap((practice) => localCodes(practice));
  expect(wanted).toHaveLength(14);
  await programmes.goto(at('/measures/coding?place=all'));
  const links = programmes.getByRole('link', { name: 'Say which code it is' });
  const asked = await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  expect(asked.map((href) => new URL(href).searchParams.get('code')).sort()).toEqual(
    wanted.map(({ code }) => code).sort(),
  );
  await picture(programmes, 's1-codes-asked');
  for (const href of asked) {
    await programmes.goto(href);
    const counts = wanted.find(({ code }) => code === new URL(href).searchParams.get('code'))?.counts ?? '';
    await programmes.getByLabel('It counts as').selectOption(counts);
    await programmes
      .getByLabel('Why', { exact: true })
      .last()
      .fill('The practice manager says so; ten records were looked at.');
    await programmes.getByRole('button', { name: 'Say it' }).click();
    await programmes.locator('.said', { hasText: 'Said. It counts once somebody else has approved it.' }).waitFor();
  }
  await commissioner.goto(at('/measures/coding/codes'));
  const approve = commissioner.getByRole('button', { name: 'Approve it' });
  for (let left = wanted.length; left > 0; left -= 1) {
    expect(await approve.count()).toBe(left);
    const id = await commissioner
      .locator('form:has(button:text-is("Approve it")) input[name=id]')
      .first()
      .getAttribute('value');
    await approve.first().click();
    await commissioner
      .locator(`form:has(button:text-is("Approve it")) input[name=id][value="${id}"]`)
      .waitFor({ state: 'detached' });
  }
  const read = async () => {
    await commissioner.goto(at('/measures/coding/codes'));
    return commissioner.locator('li[data-row]', { hasText: 'Read anew:' }).count();
  };
  await expect.poll(read, { timeout: 60_000, interval: 500 }).toBe(14);
  await picture(commissioner, 's1-codes-mapped');
  await stands(shownAt(), 'two practices', [ELM.code, BRIDGE.code, 'all']);
}, 240_000);

test('S1: a third practice joins in few steps, sends its records, and stands in the baseline', async () => {
  await lead.goto(at(written.path));
  await lead.getByRole('link', { name: 'Invite to join' }).click();
  await lead.getByLabel('Name', { exact: true }).fill('Mill Lane Practice');
  await lead.getByLabel('Code').fill(MILL.code);
  await lead.getByLabel('What it is in law').selectOption({ label: 'General practice' });
  await lead.getByLabel('Who does the steps there').fill('Jo Field');
  await lead.getByRole('button', { name: 'Invite', exact: true }).click();
  await lead.waitForURL(/\/join\/\d+$/);
  const joining = lead.url();
  const page = await people.arrives(/http\S+/.exec(await lead.locator('.said').innerText())?.[0] ?? '');
  await page.waitForURL(/\/join\/\d+$/);
  const mill: Comer = { lead: page, code: MILL.code };
  expect(await stepped(mill, { joining, from: today, lookedUp: LOOKED_UP })).toBe(4);
  await agreedTo(signatories.get(HOST) as Page, mill, joining);
  await picture(page, 's1-third-practice');
  await loadedOf(server, { of: MILL.code, name: 'mill-lane.ndjson', content: ndjsonOf(MILL, DAYS) });
  await stands(shownAt(), 'three practices', [ELM.code, BRIDGE.code, MILL.code, 'all']);
  await picture(programmes, 's1-baseline');
}, 240_000);

test('nothing went wrong behind the screens, and the program stops in order when it is told to', async () => {
  expect(people.complaints).toEqual([]);
  expect(
    server
      .said()
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line)),
  ).toEqual([]);
  expect(await server.close()).toBe(0);
}, 60_000);
