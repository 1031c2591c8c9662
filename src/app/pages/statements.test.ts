import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrated, startDemonstration } from '#testing/server';
import { type Asked, statementsOf } from '../../store/asked.testing.ts';

/** What a connection prepares, and what the program keeps in memory, is there by then. */
const WARMING = 3;

let server: Demonstrated;
beforeAll(async () => {
  server = await startDemonstration();
  await server.app.caughtUp();
}, 300_000);
afterAll(() => server?.close());

function get(cookie: string, url: string) {
  return server.app.server.inject({ url, headers: { cookie } });
}

async function signIn(who: string): Promise<string> {
  const address = new URL(server.links.find((one) => one.who.includes(who))?.address ?? 'no-link:');
  const answer = await server.app.server.inject({ url: address.pathname + address.search });
  return answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Every table or, where several are asked together, the first of them, with how often a request asked it. */
async function tablesOf(cookie: string, url: string): Promise<ReadonlyMap<string, number>> {
  for (let n = 0; n < WARMING; n += 1) await get(cookie, url);
  const { value, asked } = await statementsOf(async () => get(cookie, url));
  expect([url, value.statusCode]).toEqual([url, 200]);
  const counts = new Map<string, number>();
  for (const one of asked) counts.set(tableOf(one), (counts.get(tableOf(one)) ?? 0) + 1);
  return counts;
}

function tableOf({ text }: Asked): string {
  const named = [...text.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)/g)].map(([, name]) => name);
  return named.find((name) => name !== 'unnest' && name !== 'lateral') ?? text;
}

/** Tables asked more often than they may be, and those that nobody said may be asked. */
function above(counts: ReadonlyMap<string, number>, bounds: Readonly<Record<string, number>>): readonly string[] {
  return [...counts].filter(([table, n]) => n > (bounds[table] ?? 0)).map(([table, n]) => `${table}: ${n}`);
}

/** What is asked of every page: who asks, whose session says once a minute that it is in use, and which other seats they hold. */
const SHELL = { auth_session: 2, auth_seat: 1 };
/** What is asked to draw the record of a person, and what is due for them. */
const RECORD = {
  organization_key: 1,
  audit: 1,
  record_statement: 1,
  record_intake: 1,
  insight_run: 1,
  insight_patient: 1,
  insight_fact: 1,
  // Which of the Patients and facts may be seen.
  locator: 2,
};

test('a page of a record asks once who the person is, and no table more often than it must', async () => {
  const nurse = await signIn('ractice nurse');
  const found = await get(nurse, '/people?text=smith');
  const record = /href="(\/people\/[A-Za-z0-9.-]+)"/.exec(found.body)?.[1] ?? 'nobody';
  const counts = await tablesOf(nurse, record);
  expect(counts.get('audit')).toBe(1);
  // Who the person is, and what the seat may see of them for the mark of the open page.
  expect(counts.get('person_record')).toBe(2);
  expect(
    above(counts, {
      ...SHELL,
      ...RECORD,
      person_record: 2,
      // Results and all else, what alerts, who is here today, and for who is here what is done about it.
      resource: 5,
      record_break_glass: 1,
      record_alert_refusal: 1,
      smart_app: 1,
    }),
  ).toEqual([]);
});

test('the page of a person’s own record asks once who they are', async () => {
  const counts = await tablesOf(await signIn('own record'), '/me');
  expect(counts.get('person_record')).toBe(1);
  // The third are the forms that the record asks them for.
  const bounds = { ...SHELL, ...RECORD, person_record: 1, resource: 3, record_form_draft: 1, record_form_ask: 1 };
  expect(above(counts, bounds)).toEqual([]);
});

test('the page of a programme asks for the run of figures once, however many measures it names', async () => {
  const lead = await signIn('rogramme lead');
  const list = await get(lead, '/programmes');
  const programmes = new Set([...list.body.matchAll(/href="(\/programmes\/\d+)"/g)].map(([, path = '']) => path));
  expect(programmes.size).toBeGreaterThan(1);
  for (const path of programmes) {
    const counts = await tablesOf(lead, path);
    expect(counts.get('governance_programme_deed')).toBe(2);
    // By dashboards and by what can be watched; seats are those of the shell, and who leads and owns.
    expect(above(counts, { ...SHELL, auth_seat: 4, governance_programme_deed: 2, insight_run: 2 })).toEqual([]);
  }
});

test('the pages that a practice nurse begins with ask no more than they show', async () => {
  const nurse = await signIn('ractice nurse');
  expect((await get(nurse, '/')).headers.location).toBe('/people');
  expect(above(await tablesOf(nurse, '/people'), { ...SHELL, insight_run: 1, insight_subscription: 1 })).toEqual([]);
  const search = { ...SHELL, resource: 1, person_record: 1, organization_key: 1 };
  expect(above(await tablesOf(nurse, '/people?text=smith'), search)).toEqual([]);
});
