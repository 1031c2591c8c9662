import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoardPack } from '#governance/contract';
import { sql } from '#store';
import { recordAttendances } from './attendances.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { recordSmokingOfAll } from './smoking.ts';

/** What a board is told of a month, from live answers and for ever after as it was told; and what a practice is visited with. */
let concord: Concord;
let lead: Page;
let nurse: Page;
/** Who follows the lead. */
let next: Page;
/** The report as it was issued: where it is opened, what stands in its appendix, and its file. */
let issued: { readonly page: string; readonly cells: string; readonly link: string; readonly file: Buffer };

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  concord = await openConcord();
  [lead, nurse] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice nurse', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

test('S7: a lead leaves: the sponsor has ended, one screen moves what was promised and what is to be decided, and whoever follows knows it in an hour', async () => {
  await programme(lead, 'Diabetes care as one');
  await lead.getByText('The office ended', { exact: true }).click();
  await lead.getByLabel('How it ended').fill('An election.');
  await lead.getByRole('button', { name: 'It ended today' }).click();
  await lead.getByText('The office of its sponsor has ended').waitFor();
  for (const title of ['A room in every practice', 'One number to ring', 'A second year of visits'])
    await paper(lead, title);
  const promised = await owed(lead);
  expect(promised.length).toBeGreaterThanOrEqual(9);
  const manager = await concord.as('nformation governance', 'Vale Integrated Care Board');
  await manager.goto(`${concord.base}/staff`);
  const row = manager.locator('li', { hasText: /^\s*[^,]+, Programme lead/ }).first();
  await row.getByRole('link', { name: 'Hand over and leave' }).click();
  const all = manager.getByLabel(/Who follows in everything/);
  const commissioner = (await all.locator('option').allInnerTexts()).find((one) => one.includes('Commissioner')) ?? '';
  await all.selectOption({ label: commissioner });
  await manager.getByRole('button', { name: 'Hand over and end their seats' }).click();
  await manager.getByText('Read first').waitFor();
  const pack = await manager.locator('main').innerText();
  expect(pack.match(/Put a paper that is not decided: /g)).toHaveLength(4);
  await picture(manager, 'journey-s7-handed-over');
  next = await follower();
  const taken = await owed(next);
  for (const title of promised) expect(taken).toContain(title);
  await programme(next, 'Diabetes care as one');
  await next.getByRole('link', { name: 'New here? An hour to know it' }).click();
  await next.getByRole('heading', { name: 'Why', exact: true }).waitFor();
  const minutes = [...(await next.locator('main').innerText()).matchAll(/(\d+) minutes$/gm)].map((one) =>
    Number(one[1]),
  );
  expect(minutes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(60);
});

test('S7: what came between freezes the plan, a silent partner is visited, and what the sentinel sees is reviewed and adjusted', async () => {
  await programme(next, 'Diabetes care as one');
  await next.getByRole('link', { name: 'Plan', exact: true }).click();
  await next.locator('summary', { hasText: 'Something came between' }).click();
  await next.getByLabel('What happened').fill('A new footprint from above');
  await next.getByLabel('by so many weeks').fill('10');
  await next.getByRole('checkbox', { name: 'Foot clinics in three practices' }).check();
  await next.getByLabel('What the teams are told').fill('Clinics and visits go on as they are.');
  await next.getByLabel('Who tells them (1): organisation').selectOption({ label: 'Elm Tree Surgery' });
  await next.getByLabel('Who tells them (1): role').selectOption({ label: 'Practice manager' });
  await next.locator('details[open]').getByRole('button').click();
  await next.getByText('The plan as it was is frozen').waitFor();
  expect(await next.getByRole('link', { name: 'Before: A new footprint from above' }).count()).toBe(1);

  await next.goto(`${next.url().replace(/\/plan.*/, '')}/stakeholders`);
  const silent = next.locator('section', { hasText: 'Gone silent' }).first();
  expect(await silent.innerText()).toContain('Vale Hospitals NHS Trust');
  await next.getByLabel('Whom', { exact: true }).selectOption({ label: 'Vale Hospitals NHS Trust' });
  await next.getByLabel('How', { exact: true }).selectOption('visit');
  await next.getByLabel('In one line').fill('An hour with the ward');
  await next.getByLabel('Promised, if anything').fill('Send the dates');
  await next.getByLabel('By when').fill(day(7));
  await next.getByRole('button', { name: 'Write it down' }).first().click();
  await next.getByText('It is written down; what was promised has its day.').waitFor();
  expect(await next.getByText('Gone silent').count()).toBe(0);

  await recordAttendances(concord);
  await next.goto(`${concord.base}/sentinels`);
  await next.getByText('Declare a change').click();
  await next.getByLabel('What is changed').fill('Tighter sugar targets in the practices');
  await next.getByLabel('From this day on').fill(day(-21));
  await next.getByLabel('What is hoped for').fill('More people at their target');
  await next.locator('#f-organization-0').selectOption({ label: 'Vale Hospitals NHS Trust' });
  await next.locator('#f-cost-0').fill('250');
  await next.getByRole('button', { name: 'Declare and watch' }).click();
  await next
    .getByRole('heading', { name: /^Cost movement: Emergency attendances, Vale Hospitals NHS Trust/ })
    .waitFor();
  const hospital = await concord.as('consultant', 'Vale Hospitals');
  for (const [page, words] of [
    [hospital, 'Nine of them were low sugar at night'],
    [next, 'Targets were tightened for everybody at once'],
  ] as const) {
    await page.goto(next.url());
    await page.getByLabel('What your organisation knows of it').fill(words);
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.locator('.item-words', { hasText: words }).waitFor();
  }
  await next.getByLabel('Adjust it').check();
  await next.getByLabel('Because').fill('Older people keep the target that they had');
  await next.getByRole('button', { name: 'Decide' }).click();
  await next.locator('.tag').getByText('reviewed', { exact: true }).waitFor();
});

test('S7: the board report holds all of it, decisions wanted first, each figure open to whoever may see the people', async () => {
  await next.goto(`${concord.base}/programmes`);
  await next.getByRole('link', { name: 'Board report' }).click();
  await next.getByText('not issued yet').waitFor();
  const titles = await next.locator('h2').allInnerTexts();
  expect(titles[0]).toBe('Decisions wanted');
  for (const title of ['Outcomes', 'Equity', 'Money', 'People', 'Risks', 'Unexpected effects', 'Promises'])
    expect(titles).toContain(title);
  const section = (title: string) => next.locator('section', { hasText: title }).first().innerText();
  for (const words of [
    'One booking desk for all foot clinics',
    '£84,000.00',
    'A room in every practice',
    'A second year of visits',
  ])
    expect(await section('Decisions wanted')).toContain(words);
  expect(await section('Unexpected effects')).toMatch(/Tighter sugar targets.* adjusted: Older people keep the target/);
  const appendix = () => next.locator('section', { hasText: 'Appendix' }).last().innerText();
  const whole = await appendix();
  for (const words of ['A new footprint from above', '1 moved by 10 weeks', 'the office has ended'])
    expect(whole).toContain(words);
  await picture(next, 'journey-board-report');
  // From live answers: what is put and what is recorded is there the next time that it is opened.
  const figureOf = async () => /Smoking status recorded\s+Outcomes\s+([\d.]+ %[^\t\n]*)/.exec(await appendix())?.[1];
  const before = await figureOf();
  expect(before).toMatch(/\d/);
  expect(whole).not.toContain('A nurse on Saturdays');
  await paper(next, 'A nurse on Saturdays');
  await recordSmokingOfAll(concord, 'practice-1');
  await expect
    .poll(
      async () => {
        await next.reload();
        await next.getByRole('heading', { name: 'Decisions wanted' }).first().waitFor();
        return figureOf();
      },
      { timeout: 20_000 },
    )
    .not.toBe(before);
  expect(await section('Decisions wanted')).toContain('A nurse on Saturdays');
  const figure = next.locator('section', { hasText: 'Outcomes' }).first().getByRole('link').first();
  const measure = (await figure.getAttribute('href')) ?? '';
  await figure.click();
  await next.getByText('People are listed for those who care for them').waitFor();
  await nurse.goto(`${concord.base}${measure.replace(/\?.*/, '')}`);
  await nurse.getByRole('link', { name: 'Show these people' }).click();
  await nurse.locator('table.people th a').first().waitFor();
});

test('S7: the board report is issued with its PDF, opens as it was issued, and an edit in the database is found', {
  timeout: 120_000,
}, async () => {
  await next.goto(`${concord.base}/board-report`);
  await next.getByRole('button', { name: 'Issue it as it stands' }).click();
  await next.getByText('as it was issued', { exact: true }).waitFor();
  const cells = await next.locator('section', { hasText: 'Appendix' }).last().innerText();
  const link = await next.getByRole('link', { name: 'PDF as issued' }).getAttribute('href');
  const file = async () => (await next.request.get(`${concord.base}${link}`)).body();
  const first = await file();
  expect(first.subarray(0, 8).toString()).toBe('%PDF-1.7');
  expect(pageOfAppendix(first)).toBe(2);
  await next.reload();
  expect(await next.locator('section', { hasText: 'Appendix' }).last().innerText()).toBe(cells);
  expect((await file()).equals(first)).toBe(true);
  await picture(next, 'journey-board-report-issued');
  issued = { page: new URL(next.url()).pathname, cells, link: link ?? '', file: first };
  const { folder, month } = { folder: await mkdtemp(join(tmpdir(), 'concord-')), month: link?.split('/').at(-2) ?? '' };
  const again = ['board-pack', month, '--organization', 'icb', '--data', folder, '--out', folder];
  const rebuilt = await concord.command(...again);
  expect(rebuilt.out).toContain('Drawn anew from its cells, the PDF is the same byte for byte.');
  expect((await readFile(join(folder, `board-report-${month}.pdf`))).equals(first)).toBe(true);
  const { sections } = JSON.parse(await readFile(join(folder, `board-report-${month}.json`), 'utf8')) as BoardPack;
  for (const { words } of sections.flatMap((section) => section.cells)) expect(cells).toContain(words);
  expect(await concord.command(...again, '--issue')).toMatchObject({
    code: 3,
    out: expect.stringContaining('governance.pack-issued'),
  });
  await edited('£84,000.00', '£48,000.00');
  await next.reload();
  await next.getByText('not as it was issued', { exact: true }).waitFor();
  const verified = await concord.command('audit', 'verify', '--data', folder);
  expect(verified.code).toBe(3);
  expect(verified.out).toContain(`✗ Board report ${month} of Organization/icb: its cells were edited`);
  // Put back as it was, it is as it was issued again.
  await edited('£48,000.00', '£84,000.00');
  await next.reload();
  await next.getByText('as it was issued', { exact: true }).waitFor();
  expect(concord.complaints).toEqual([]);
});

test('S3: the pack for a visit stands a practice among its peers, names who lacks what and is on paper', async () => {
  await nurse.goto(`${concord.base}/measures`);
  await nurse.getByRole('link', { name: 'Pack for a visit' }).click();
  await nurse.getByRole('heading', { name: 'Beside the other practices' }).waitFor();
  expect(await nurse.locator('section', { hasText: 'Five to talk about' }).first().locator('li').count()).toBe(5);
  expect(await nurse.getByRole('heading', { name: /^Lacking: / }).count()).toBeGreaterThan(0);
  expect(await nurse.getByRole('heading', { name: /^May be under-treated: / }).count()).toBeGreaterThan(0);
  const promised = nurse.locator('section', { hasText: 'What was promised' }).first();
  expect(await promised.innerText()).toContain('Put the notice about sharing up at both front desks');
  await picture(nurse, 'journey-visit-pack');
  const link = await nurse.getByRole('link', { name: 'PDF' }).getAttribute('href');
  const file = await nurse.request.get(`${concord.base}${link}`);
  expect((await file.body()).subarray(0, 8).toString()).toBe('%PDF-1.7');
  const pack = await next.request.get(`${concord.base}${link?.replace('/file', '')}`);
  expect(await pack.json()).not.toHaveProperty('gaps');
  expect(concord.complaints).toEqual([]);
});

test('S7: a year later the report is the same, byte for byte, beside what is told by then', async () => {
  await concord.passes(365);
  const later = await follower();
  await later.goto(`${concord.base}${issued.page}`);
  await later.getByText('as it was issued', { exact: true }).waitFor();
  expect(await later.locator('section', { hasText: 'Appendix' }).last().innerText()).toBe(issued.cells);
  const file = await later.request.get(`${concord.base}${issued.link}`);
  expect((await file.body()).equals(issued.file)).toBe(true);
});

/** Who follows the lead, in the lead's seat. */
async function follower(): Promise<Page> {
  const page = await concord.as('commissioner', 'Vale Integrated Care Board');
  await page.locator('.me summary').click();
  await page.getByRole('button', { name: 'Programme lead · Vale Integrated Care Board' }).click();
  await page.locator('.me-seat', { hasText: 'Programme lead' }).waitFor();
  return page;
}

/** Whoever has the database in hand changes what stands in the report. */
async function edited(from: string, to: string): Promise<void> {
  await concord.store.write(async (transaction) => {
    await transaction.run(sql`alter table governance_board_pack disable rule governance_board_pack_kept_update`);
    await transaction.run(sql`update governance_board_pack set text = replace(text, ${from}, ${to})`);
    await transaction.run(sql`alter table governance_board_pack enable rule governance_board_pack_kept_update`);
  });
}

/** On which page the appendix begins, its heading being the only one of the second level: what stands before it is the one page. */
function pageOfAppendix(file: Buffer): number {
  const text = file.toString('latin1');
  const pages: readonly string[] = /\/Kids \[((?:\d+ 0 R ?)+)\]/.exec(text)?.[1]?.match(/\d+ 0 R/g) ?? [];
  const headings = [...text.matchAll(/\/S \/H2\b[^>]*?\/Pg (\d+ 0 R)/g)].map(([, page]) => page);
  expect(headings).toHaveLength(1);
  return pages.indexOf(headings[0] ?? '') + 1;
}

async function paper(by: Page, title: string): Promise<void> {
  const board = (await (await by.request.get(`${concord.base}/api/bodies`)).json()) as { id: string; name: string }[];
  const id = board.find(({ name }) => name === 'The joint board')?.id ?? '';
  const data = {
    title,
    ask: `${title}, from spring.`,
    topic: 'programme',
    effect: 'People wait less.',
    reviewOn: day(200),
  };
  const put = await by.request.post(`${concord.base}/api/bodies/${encodeURIComponent(id)}/papers`, {
    headers: { origin: concord.base },
    data,
  });
  expect(put.ok(), await put.text()).toBe(true);
}

async function programme(page: Page, name: string): Promise<void> {
  await page.goto(`${concord.base}/programmes`);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByText('From aim to owner').first().waitFor();
}

/** Titles of what is owed by a seat. */
async function owed(page: Page): Promise<readonly string[]> {
  const answer = await page.request.get(`${concord.base}/api/obligations?limit=200`);
  const { items } = (await answer.json()) as { readonly items: readonly { readonly title: string }[] };
  return items.map(({ title }) => title);
}
