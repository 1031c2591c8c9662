import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** Forms as people fill them in: by keyboard, on a phone, with and without a script. */
let concord: Concord;
let lead: Page;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  [lead, nurse] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice nurse', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

test('P2: scores alone never stop anything: a team is not ready and nothing is said of it, what began goes on and the next change starts, and the saying stays owed', async () => {
  const owed = 'Say what follows: a team at Elm Tree Surgery is not ready';
  const words = 'A consultant and a specialist nurse visit each practice twice a year';
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByRole('link', { name: 'At four levels' }).click();
  await lead.getByRole('link', { name: 'How ready the teams are' }).first().click();
  await lead.getByRole('heading', { level: 1, name: words }).waitFor();
  const round = lead.url();
  const undecided = lead
    .locator('section', { hasText: 'Practice nurse, Elm Tree Surgery' })
    .getByText('not ready: to be decided', { exact: true });
  await undecided.waitFor();
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  const began = lead.locator('li[data-row]', { hasText: words });
  await began.locator('.item-fact').getByText('started', { exact: true }).waitFor();
  const change = lead.locator('li[data-row]', { hasText: 'Reviews in two steps: tests first, visit after' });
  await change.locator('summary', { hasText: 'Start it' }).click();
  await change.getByRole('button', { name: 'Start it' }).click();
  await lead.getByText('It has started.').waitFor();
  await change.locator('.item-fact').getByText('started', { exact: true }).waitFor();
  await began.locator('.item-fact').getByText('started', { exact: true }).waitFor();
  await lead.goto(round);
  await undecided.waitFor();
  await lead.goto(`${concord.base}/obligations`);
  await lead.getByText(owed).first().waitFor();
});

test('P2: a low factor is shown to the named lead with the agreement of the team; the lead decides with a reason, which stays', async () => {
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByRole('link', { name: 'At four levels' }).click();
  await lead.getByRole('link', { name: 'How ready the teams are' }).first().click();
  const team = lead.locator('section', { hasText: 'Practice nurse, Elm Tree Surgery' });
  const told = await team.innerText();
  expect(told).toMatch(/What we want\s+4\.5 of 5/);
  expect(told).toMatch(/What we can do\s+2\.0 of 5\s+▼?\s*low/);
  expect(told).toContain('agree with each other');
  expect(await lead.locator('section', { hasText: 'Consultant, Vale Hospitals NHS Trust' }).innerText()).toContain(
    'Nothing is told',
  );
  expect(await lead.getByText('All of them together').count()).toBe(0);
  await picture(lead, 'journey-readiness');
  await team.locator('summary', { hasText: 'Say what follows' }).click();
  await team.getByLabel('What follows').selectOption({ label: 'They are helped first' });
  await team.getByLabel('Why').fill('They lack a room, not the will.');
  await team.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('What follows is written down.').waitFor();
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByRole('link', { name: 'At four levels' }).click();
  await lead.getByText('They lack a room, not the will.').waitFor();
  // Said with a reason: only now is it owed no more.
  await lead.goto(`${concord.base}/obligations`);
  await lead.getByRole('heading', { level: 1 }).waitFor();
  expect(await lead.getByText('a team at Elm Tree Surgery is not ready').count()).toBe(0);
});

test('P2: one of a team answers once, by keyboard alone; what is left out is named and linked to', async () => {
  await nurse.goto(`${concord.base}/programmes`);
  await nurse.getByRole('link', { name: 'Asked of teams' }).click();
  const row = nurse.locator('li[data-row]', { hasText: 'waits for you' });
  await row.getByRole('link').click();
  await nurse.getByRole('button', { name: 'Open the form' }).press('Enter');
  await nurse.getByText('Keep this page').waitFor();
  const questions = nurse.locator('form[data-program] fieldset.field');
  const count = await questions.count();
  expect(count).toBe(10);
  for (let at = 0; at < count - 1; at += 1) {
    await questions.nth(at).getByRole('radio').first().focus();
    await nurse.keyboard.press('Space');
    await nurse.keyboard.press('ArrowRight');
  }
  await nurse.getByRole('button', { name: 'Send it' }).press('Enter');
  const summary = nurse.locator('#complaints');
  await summary.waitFor();
  expect(await summary.getByRole('link').count()).toBe(1);
  await summary.getByRole('link').press('Enter');
  expect(await nurse.evaluate(() => document.activeElement?.id ?? '')).toContain('efficacy-5');
  expect(await questions.first().getByRole('radio').nth(1).isChecked()).toBe(true);
  await questions.last().getByRole('radio').first().press('Space');
  await nurse.getByRole('button', { name: 'Send it' }).press('Enter');
  await nurse.getByText('Your answer is in.').waitFor();
  expect(await nurse.getByRole('button', { name: 'Open the form' }).count()).toBe(0);
  expect(concord.complaints).toEqual([]);
});

test('P2: scores are private until the round is closed; then the spread is told, and what was agreed is written with its dissent', async () => {
  await nurse.goto(`${concord.base}/programmes`);
  await nurse.getByRole('link', { name: 'How far we are' }).click();
  await nurse.locator('li[data-row]', { hasText: 'waits for your scores' }).getByRole('link').click();
  await nurse.getByRole('heading', { name: 'Your scores' }).waitFor();
  const round = nurse.url();
  expect(await nurse.locator('table').count()).toBe(0);
  const sides = nurse.locator('form[data-program] fieldset.group');
  expect(await sides.count()).toBe(8);
  for (let at = 0; at < 7; at += 1) {
    await sides.nth(at).getByRole('radio').first().check();
    await sides.nth(at).getByRole('textbox').fill('We are told, not asked.');
  }
  await nurse.getByRole('button', { name: 'Send your scores' }).click();
  // The side that was left out is named, and nothing that was typed is lost.
  await nurse.locator('#complaints').waitFor();
  expect(await nurse.locator('#complaints').getByRole('link').count()).toBe(2);
  await sides.nth(7).getByRole('radio', { name: 'I cannot say' }).check();
  await sides.nth(7).getByRole('textbox').fill('I do not see it from here.');
  await nurse.getByRole('button', { name: 'Send your scores' }).click();
  await nurse.getByText('Your scores are in.').waitFor();
  expect(await nurse.locator('table').count()).toBe(0);
  await lead.goto(round);
  expect(await lead.locator('table').count()).toBe(0);
  await lead.getByRole('button', { name: 'Close it now' }).click();
  await lead.getByText('Closed for scoring. The single answers are gone.').waitFor();
  const aim = lead.locator('section', { hasText: 'One aim, and who decides' });
  const rows = await aim.getByRole('row').allInnerTexts();
  const cells = rows.map((row) => row.trim().split(/\s+/).slice(-6).map(Number));
  const sums = cells.slice(1).map((row) => row.reduce((sum, one) => sum + one, 0));
  // All of them, and the surgery; the trusts would each tell of fewer than five.
  expect(sums).toEqual([14, 6]);
  expect(await lead.locator('main').innerText()).toMatch(/By itself nothing is told of .*Trust.*,.*Trust/);
  await aim.locator('summary', { hasText: 'Why people chose so' }).click();
  await aim.getByText('We are told, not asked.', { exact: true }).waitFor();
  await picture(lead, 'journey-maturity');
  await aim.locator('summary', { hasText: 'Write down what was agreed' }).click();
  await aim.getByLabel('The step you agreed on').selectOption({ label: 'We could not agree' });
  await aim.getByLabel('Why').fill('The practices see no common aim.');
  await aim.getByLabel('Who saw it otherwise').fill('The consultants do.');
  await aim.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('What was agreed is written down.').waitFor();
  await nurse.goto(round);
  await nurse.locator('section', { hasText: 'One aim, and who decides' }).getByText('The consultants do.').waitFor();
  expect(concord.complaints).toEqual([]);
});

test('P2: a form is filled in by whom it is asked; what was typed waits, and the answer is put right with a reason', async () => {
  await nurse.goto(`${concord.base}/obligations`);
  await nurse.getByRole('link', { name: 'Forms', exact: true }).click();
  const asked = nurse.locator('section', { hasText: 'Asked of you' });
  await asked.getByRole('link', { name: 'Feet at home' }).click();
  expect(await nurse.getByLabel('Where is it?').isVisible()).toBe(false);
  await nurse.getByLabel('The person').check();
  await nurse.getByLabel('Yes').check();
  await nurse.getByLabel('For how many days?').fill('12');
  const kept = nurse.waitForResponse((answer) => (answer.request().postData() ?? '').includes('Left+heel'));
  await nurse.getByLabel('Where is it?').fill('Left heel');
  await kept;
  expect(await nurse.locator('output').innerText()).toBe('1');
  await picture(nurse, 'form-fill');
  await nurse.goto(`${concord.base}/forms`);
  await nurse.locator('section', { hasText: 'Begun and not sent' }).getByRole('link').click();
  expect(await nurse.getByLabel('Where is it?').inputValue()).toBe('Left heel');
  await nurse.getByRole('button', { name: 'Send it' }).click();
  await nurse.getByText('Your answer is kept.').waitFor();
  expect(await nurse.locator('main').innerText()).toContain('Left heel');
  await nurse.getByRole('link', { name: 'Put it right' }).click();
  await nurse.getByLabel('For how many days?').fill('14');
  await nurse.getByRole('button', { name: 'Put it right' }).click();
  await nurse.getByText('Say why it is put right').waitFor();
  await nurse.getByLabel('Why it is put right').fill('Two days were forgotten.');
  await nurse.getByRole('button', { name: 'Put it right' }).click();
  await nurse.getByText('Two days were forgotten.').waitFor();
  await nurse.goto(`${concord.base}/forms`);
  expect(await nurse.getByRole('heading', { name: 'Asked of you' }).count()).toBe(0);
});

test('P2: without a script a person is asked one part after the other, and loses nothing on the way', async () => {
  const person = await concord.as('own record', '');
  const state = await person.context().storageState();
  const bare = await person.context().browser()?.newContext({ javaScriptEnabled: false, storageState: state });
  const page = await bare?.newPage();
  if (!page) throw new Error('there is a browser');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${concord.base}/me`);
  await page.getByRole('link', { name: 'You are asked to fill in a form' }).click();
  await page.getByRole('link', { name: 'Feet at home' }).click();
  expect(await page.getByLabel('Where is it?').isVisible()).toBe(false);
  await page.getByLabel('Yes').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Where is it?').fill('Right toe');
  await page.getByRole('button', { name: 'Keep it for later' }).click();
  await page.locator('section', { hasText: 'Begun and not sent' }).getByRole('link').click();
  expect(await page.getByLabel('Where is it?').inputValue()).toBe('Right toe');
  await page.getByRole('button', { name: 'Send it' }).click();
  const wrong = page.locator('#complaints');
  await wrong.waitFor();
  expect(await wrong.getByRole('link').count()).toBe(2);
  await picture(page, 'form-person-phone');
  await page.getByLabel('The person').check();
  await page.getByLabel('For how many days?').fill('3');
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('Your answer is kept.').waitFor();
  await page.locator('section', { hasText: 'What I answered' }).getByRole('link').click();
  expect(await page.locator('main').innerText()).toContain('Right toe');
  await bare?.close();
});

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
const limit = (name: string, member: string, value: unknown) => ({ url: `${FHIR}${name}`, [member]: value });
const unit = (code: string) =>
  limit('questionnaire-unitOption', 'valueCoding', { system: 'http://unitsofmeasure.org', code, display: code });

/** One item of every type, with what is asked of it. */
const EVERY = {
  resourceType: 'Questionnaire',
  id: 'every-type',
  url: 'https://example.org/every-type',
  version: '1',
  status: 'active',
  title: 'One of each',
  item: [
    { linkId: 'words', type: 'display', text: 'Read this first: اقرأ هذا أولا' },
    { linkId: 'truth', type: 'boolean', text: 'Truth', required: true },
    { linkId: 'decimal', type: 'decimal', text: 'Decimal', extension: [limit('maxDecimalPlaces', 'valueInteger', 1)] },
    { linkId: 'date', type: 'date', text: 'Date' },
    { linkId: 'moment', type: 'dateTime', text: 'Moment' },
    { linkId: 'time', type: 'time', text: 'Time' },
    { linkId: 'string', type: 'string', text: 'String', maxLength: 20 },
    { linkId: 'text', type: 'text', text: 'Text' },
    { linkId: 'url', type: 'url', text: 'Address' },
    { linkId: 'colour', type: 'choice', text: 'Colour', answerValueSet: 'https://example.org/colours' },
    {
      linkId: 'other',
      type: 'open-choice',
      text: 'Other',
      answerOption: [{ valueString: 'Tea' }, { valueString: 'Water' }],
    },
    { linkId: 'weight', type: 'quantity', text: 'Weight', extension: [unit('kg'), unit('g')] },
    { linkId: 'who', type: 'reference', text: 'Who' },
    { linkId: 'paper', type: 'attachment', text: 'Paper' },
    {
      linkId: 'children',
      type: 'group',
      text: 'Child',
      repeats: true,
      item: [{ linkId: 'age', type: 'integer', text: 'Age', extension: [limit('maxValue', 'valueInteger', 18)] }],
    },
    {
      linkId: 'any',
      type: 'string',
      text: 'Either',
      enableBehavior: 'any',
      enableWhen: [
        { question: 'truth', operator: '=', answerBoolean: true },
        { question: 'decimal', operator: '>', answerDecimal: 100 },
      ],
    },
    {
      linkId: 'all',
      type: 'string',
      text: 'Both',
      enableBehavior: 'all',
      enableWhen: [
        { question: 'truth', operator: '=', answerBoolean: true },
        { question: 'decimal', operator: '>', answerDecimal: 100 },
      ],
    },
    {
      linkId: 'ages',
      type: 'integer',
      text: 'All ages',
      extension: [
        {
          url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
          valueExpression: {
            language: 'text/fhirpath',
            expression: "%resource.item.where(linkId='children').item.answer.value.sum()",
          },
        },
      ],
    },
  ],
};
const COLOURS = {
  resourceType: 'ValueSet',
  id: 'colours',
  url: 'https://example.org/colours',
  status: 'active',
  compose: {
    include: [
      {
        system: 'https://example.org/colour',
        concept: [
          { code: 'r', display: 'Red' },
          { code: 'b', display: 'Blue' },
        ],
      },
    ],
  },
};

test('P2: every type of question is asked, limited and kept as FHIR has it', async () => {
  const { token, base } = await concord.system('forms-system', 'Organization/icb');
  const api = (method: string, path: string, body?: object) =>
    fetch(`${base}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  for (const one of [COLOURS, EVERY]) {
    expect((await api('PUT', `${one.resourceType}/${one.id}`, one)).status).toBe(201);
  }
  await nurse.goto(`${concord.base}/forms`);
  await nurse.getByRole('link', { name: 'One of each', exact: true }).click();
  await nurse.getByRole('link', { name: 'Fill it in' }).click();
  const fill = (label: string, words: string) => nurse.getByLabel(label, { exact: false }).first().fill(words);
  await nurse.getByLabel('Yes').check();
  await fill('Decimal', '4.25');
  await nurse.locator('[id="f-date:0"]').fill('2026-02-28');
  await fill('Moment', '2026-02-28T14:05');
  await fill('Time', '14:05');
  await fill('String', 'كلمات');
  await fill('Text', 'Two lines\nof it');
  await fill('Address', 'https://example.org/page');
  await nurse.getByLabel('Blue').check();
  await nurse.getByLabel('Something else: Other').fill('Milk');
  await fill('Weight', '70');
  await nurse.getByLabel('Unit: Weight').selectOption('g');
  await fill('Who', 'Organization/icb');
  await fill('Paper', 'https://example.org/paper.pdf');
  await nurse.getByLabel('What it is called: Paper').fill('A paper');
  await fill('Age', '7');
  await nurse.getByRole('button', { name: 'Add another Child' }).click();
  await nurse.getByLabel('Age').nth(1).fill('40');
  await nurse.getByLabel('Either').fill('one of them');
  expect(await nurse.getByLabel('Both').isVisible()).toBe(false);
  await nurse.getByRole('button', { name: 'Send it' }).click();
  const wrong = nurse.locator('#complaints');
  await wrong.waitFor();
  expect((await wrong.innerText()).replace(/\s+/g, ' ')).toMatch(
    /Decimal.*at most 1 decimal place.*Age.*18 is the most/,
  );
  await fill('Decimal', '4.5');
  await nurse.getByLabel('Age').nth(1).fill('4');
  expect(await nurse.locator('output').innerText()).toBe('11');
  await nurse.setViewportSize({ width: 390, height: 844 });
  await nurse.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await picture(nurse, 'form-every-type-rtl-phone');
  await nurse.setViewportSize({ width: 1440, height: 900 });
  await nurse.getByRole('button', { name: 'Send it' }).click();
  await nurse.getByText('Your answer is kept.').waitFor();
  const id = new URL(nurse.url()).pathname.split('/').at(-1) ?? '';
  const kept = (await (await api('GET', `QuestionnaireResponse/${id}`)).json()) as {
    readonly item: readonly {
      readonly linkId: string;
      readonly answer?: readonly object[];
      readonly item?: readonly object[];
    }[];
  };
  const answers = Object.fromEntries(kept.item.map(({ linkId, answer }) => [linkId, answer?.[0]]));
  expect(answers).toMatchObject({
    truth: { valueBoolean: true },
    decimal: { valueDecimal: 4.5 },
    date: { valueDate: '2026-02-28' },
    moment: { valueDateTime: '2026-02-28T14:05:00+00:00' },
    time: { valueTime: '14:05:00' },
    string: { valueString: 'كلمات' },
    url: { valueUri: 'https://example.org/page' },
    colour: { valueCoding: { system: 'https://example.org/colour', code: 'b', display: 'Blue' } },
    other: { valueString: 'Milk' },
    weight: { valueQuantity: { value: 70, unit: 'g', code: 'g' } },
    who: { valueReference: { reference: 'Organization/icb' } },
    paper: { valueAttachment: { url: 'https://example.org/paper.pdf', title: 'A paper' } },
    any: { valueString: 'one of them' },
    ages: { valueInteger: 11 },
  });
  expect(kept.item.filter(({ linkId }) => linkId === 'children')).toHaveLength(2);
  // The interface for programs takes no less, and says where.
  const { id: _, meta: __, identifier: ___, ...again } = kept as unknown as Record<string, unknown>;
  const forged = {
    ...again,
    item: kept.item.map((one) => (one.linkId === 'ages' ? { ...one, answer: [{ valueInteger: 12 }] } : one)),
  };
  const refused = await api('POST', 'QuestionnaireResponse', forged);
  expect(refused.status).toBe(422);
  const at = kept.item.findIndex(({ linkId }) => linkId === 'ages');
  expect(await refused.text()).toContain(`QuestionnaireResponse.item[${at}].answer[0]`);
  expect((await api('POST', 'QuestionnaireResponse', again)).status).toBe(201);
  // A browser says of its own that a form was sent back: one was, for want of a reason.
  expect(concord.complaints.filter((words) => !words.includes('400'))).toEqual([]);
});
