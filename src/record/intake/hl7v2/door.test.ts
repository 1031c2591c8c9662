import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { fc } from '#testing/chance';
import { freshDatabase } from '#testing/database';
import { type Opened, openForTest, PARTNERS } from '../../record.testing.ts';
import { receiveOf } from './door.ts';
import { at, door, normal, stateOf, STORY, taken } from './feed.testing.ts';
import { adt, obr, oru, pv1 } from './messages.testing.ts';

let opened: Opened;
let store: Store;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
});

afterAll(async () => opened.stop());

test('messages in any order, twice or more often, come to one state', async () => {
  await taken(opened, 'h-inorder', ...STORY('PAS|X'));
  const wanted = await stateOf(store, 'h-inorder');
  expect(
    Object.values(wanted)
      .map(({ resourceType }) => resourceType)
      .sort(),
  ).toEqual(['Condition', 'DiagnosticReport', 'Encounter', 'Observation', 'Observation', 'Patient', 'Patient']);
  expect(wanted['Encounter?identifier=urn:concord:feed:h-inorder:id:TRUST%7CV9']).toMatchObject({
    status: 'in-progress',
    period: { start: '2026-03-01T07:55:00+00:00' },
  });
  expect(JSON.stringify(wanted)).toContain('"value":141');
  let run = 0;
  const arrivals = fc
    .tuple(fc.shuffledSubarray(STORY('PAS|X'), { minLength: 9 }), fc.array(fc.nat(8), { maxLength: 6 }))
    .map(([order, again]) => [...order, ...again.map((one) => STORY('PAS|X')[one] ?? '')]);
  await fc.assert(
    fc.asyncProperty(arrivals, async (messages) => {
      run += 1;
      const report = await taken(opened, `h-run-${run}`, ...messages);
      expect(report.refused).toEqual([]);
      expect(normal(await stateOf(store, `h-run-${run}`), `h-run-${run}`)).toEqual(normal(wanted, 'h-inorder'));
    }),
    { numRuns: 10 },
  );
}, 120_000);

test('twenty times the same, and all at once, is once', async () => {
  const sendOne = await door(opened, 'Organization/trust');
  const messages = STORY('PAS|trust');
  const answers = await Promise.all([...messages, ...messages].map((message) => sendOne(message)));
  expect(answers.map((answer) => /MSA\|(\w\w)/.exec(answer)?.[1])).toEqual(answers.map(() => 'AA'));
  expect(normal(await stateOf(store, 'trust'), 'trust')).toEqual(
    normal(await stateOf(store, 'h-inorder'), 'h-inorder'),
  );
  const before = await store.first(sql`select count(*)::int as n from history`);
  for (let time = 0; time < 20; time += 1) expect(await sendOne(messages[1] ?? '')).toContain('MSA|AA|2');
  expect(await store.first(sql`select count(*)::int as n from history`)).toEqual(before);
});

test('a message is acknowledged or refused by name and place, and what is refused leaves nothing', async () => {
  const sendOne = await door(opened, 'Organization/clinic');
  const told = { control: 'C1', at: at('0800'), from: 'PAS|clinic' };
  const counted = async () => (await store.first<{ n: number }>(sql`select count(*)::int as n from resource`))?.n;
  const before = await counted();
  const refusals: readonly (readonly [string, string])[] = [
    [adt('A01', { ...told, from: 'PAS|trust' }, { pv1: pv1('V1') }), 'AR hl7v2.sender'],
    [adt('A01', told), 'AE hl7v2.missing'],
    [adt('A37', told), 'AR hl7v2.event'],
    [adt('A08', { ...told, mode: 'T' }), 'AR hl7v2.not-production'],
    [adt('A08', { ...told, charset: 'BIG-5' }), 'AR hl7v2.charset'],
    [adt('A08', told, { pid: '||Nobody' }), 'AE hl7v2.missing'],
    [adt('A40', told, { more: ['MRG|T100^^^TRUST^MR'] }), 'AE hl7v2.merge-itself'],
    [adt('A08', told) + adt('A08', told), 'AR hl7v2.one-message'],
    [oru(told, obr('', { reported: '' }), ['NM|1^a^LN||1||||||F']), 'AE hl7v2.missing'],
    [oru(told, obr('F1', { reported: '' }), ['NM|1^a^LN||1||||||F', 'NM|1^a^LN||2||||||F']), 'AE hl7v2.same-result'],
    ['nothing of ours', 'AR hl7v2.no-message'],
  ];
  for (const [message, wanted] of refusals) {
    const answer = await sendOne(message);
    const [msa, error] = [/MSA\|(\w\w)/.exec(answer)?.[1], /\r?ERR\|.*\|E\|([a-z0-9.-]+)\|/.exec(answer)?.[1]];
    expect(`${msa} ${error}`).toBe(wanted);
  }
  expect(await counted()).toBe(before);
  expect(await sendOne(adt('A28', told))).toMatch(
    /^MSH\|\^~\\&\|CONCORD\|VALE\|PAS\|clinic\|\d{14}\+0000\|\|ACK\^A28\^ACK\|[^|]+\|P\|2\.5\.1\|.*\rMSA\|AA\|C1\r$/,
  );
  expect(await sendOne(adt('A28', told, { pid: 'T7^^^TRUST^MR||Other^One' }))).toContain('hl7v2.control-id');
});

test('messages are for systems', async () => {
  const nurse = await opened.staff('Organization/elm');
  async function* body() {
    yield Buffer.from(adt('A28', { control: '1', at: at('0800') }));
  }
  expect(await receiveOf(opened.services)(nurse, body())).toMatchObject({
    refusals: [{ code: 'intake.systems-only' }],
  });
});

test('any bytes are acknowledged or refused by name', async () => {
  const whole = Buffer.from(STORY('PAS|elm')[1] ?? '');
  const sendOne = receiveOf(opened.services);
  const access = await opened.system('Organization/elm');
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
      async (end, changes) => {
        const changed = Buffer.from(whole);
        for (const [place, byte] of changes) changed[place] = byte;
        async function* body() {
          yield changed.subarray(0, end);
        }
        const answer = await sendOne(access, body());
        expect(answer.ok && answer.value.answer).toMatch(/MSA\|A[AER]/);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
