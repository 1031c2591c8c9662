import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workingDaysAfter } from '#agreement';
import { day } from '#base';
import { isLawKnown, lawIn, lawNamed, workedDays } from '#joint';
import experience from '#packs/experience/pack.json' with { type: 'json' };
import golden from '#packs/experience/golden.json' with { type: 'json' };
import uganda from '#packs/jurisdiction-uganda/pack.json' with { type: 'json' };
import { afterAll, expect, test } from 'vitest';
import { sql } from '#store';
import { testStore } from '#testing/database';
import { PacksRefused, takePacks } from './own-packs.ts';

const top = mkdtempSync(join(tmpdir(), 'concord-packs-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const { holidays: _, ...rest } = uganda;
const KENYA = {
  ...rest,
  id: 'kenya',
  title: 'Law of Kenya',
  zone: 'Africa/Nairobi',
  currency: 'KES',
  calendar: 'kenya',
};

/** A folder of packs by name and text; its address. */
function folder(name: string, packs: Readonly<Record<string, string>>): string {
  const at = join(top, name);
  for (const [each, text] of Object.entries(packs)) {
    mkdirSync(join(at, each), { recursive: true });
    writeFileSync(join(at, each, 'pack.json'), text);
  }
  return at;
}

/** Packs of measures that are taken as they stand. */
let measuresFolder = '';

const refusal = (packs: string | undefined, zone: string): string => {
  try {
    takePacks({ ...(packs === undefined ? {} : { packs }), zone });
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

test('measures of the installation are taken with its law, and one wrong file of either keeps all of them out', () => {
  const at = folder('measures', {
    'jurisdiction-kenya-two': JSON.stringify({ ...KENYA, id: 'kenya-two', zone: 'Africa/Addis_Ababa' }),
    'vale-experience': JSON.stringify({ ...experience, id: 'vale-experience', measures: [] }),
  });
  const first = refusal(at, 'Africa/Addis_Ababa');
  expect(first).toMatch(/vale-experience: there is no golden\.json/);
  writeFileSync(join(at, 'vale-experience', 'golden.json'), JSON.stringify({ today: '2026-06-15', people: [] }));
  expect(refusal(at, 'Africa/Addis_Ababa')).toMatch(/vale-experience: (pack|golden)\.json, /);
  expect(isLawKnown('Africa/Addis_Ababa')).toBe(false);
  const { measures, ...rest } = experience;
  const own = measures.map((one) => ({ ...one, id: `vale-${one.id}` }));
  const named = JSON.stringify({ ...rest, id: 'vale-experience', measures: own }).replaceAll(
    /"variantOf":"/g,
    '"variantOf":"vale-',
  );
  writeFileSync(join(at, 'vale-experience', 'pack.json'), named);
  const people = golden.people.map(({ counted, met, ...one }) => ({
    ...one,
    counted: counted.map((id) => `vale-${id}`),
    met: met.map((id) => `vale-${id}`),
  }));
  writeFileSync(join(at, 'vale-experience', 'golden.json'), JSON.stringify({ ...golden, people }));
  expect(refusal(at, 'Africa/Addis_Ababa')).toBe('');
  measuresFolder = at;
});

test('other content under a version by which figures were counted keeps the program from starting, until it has a version of its own', async () => {
  const store = await testStore();
  const hold = () => takePacks({ packs: measuresFolder, zone: 'Africa/Addis_Ababa' }).hold(store);
  await hold();
  const key = `vale-experience ${experience.version}`;
  await store.run(sql`
    insert into insight_own_pack (key, content, since) values (${key}, 'other', ${new Date('2026-04-30T22:30:00Z')})`);
  const refused = await hold().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PacksRefused);
  // The day is that of the place: half past one in the morning there.
  expect((refused as PacksRefused).lines).toEqual([
    expect.stringMatching(/vale-experience: pack\.json, version: .* since 1 May 2026 .* a version of its own/),
  ]);
  const file = join(measuresFolder, 'vale-experience', 'pack.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(`"version":"${experience.version}"`, '"version":"2027.1"'));
  await hold();
});

test('no place runs under the law of another country', () => {
  expect(refusal(undefined, 'Asia/Tokyo')).toMatch(/Asia\/Tokyo.*Europe\/London \(Law of England\).*CONCORD_PACKS/);
  expect(refusal(undefined, 'Europe/London')).toBe('');
  expect(refusal(undefined, 'Africa/Kampala')).toBe('');
});

test('what is wrong with packs is told at once, by file and place, and nothing of them is taken', () => {
  expect(refusal(join(top, 'nowhere'), 'Europe/London')).toContain('there is no such folder');
  mkdirSync(join(top, 'empty'));
  expect(refusal(join(top, 'empty'), 'Europe/London')).toContain('holds no pack');
  const { currency: __, ...without } = KENYA;
  const wrong = folder('wrong', {
    'jurisdiction-a': JSON.stringify(KENYA),
    'jurisdiction-b': JSON.stringify(without),
    'jurisdiction-c': '{',
    'jurisdiction-d': JSON.stringify({ ...KENYA, zone: 'Nairobi', calendar: 'tanzania', clocks: [] }),
  });
  const said = refusal(wrong, 'Africa/Nairobi').split('\n');
  const of = (name: string) => said.filter((line) => line.startsWith(join(wrong, name)));
  expect(of('jurisdiction-a')).toEqual([]);
  expect(of('jurisdiction-b').join()).toContain('currency');
  expect(of('jurisdiction-c').join()).toContain('cannot be read as JSON');
  expect(of('jurisdiction-d')).toHaveLength(3);
  expect(of('jurisdiction-d').join()).toMatch(/law\.calendar.*law\.zone.*law\.no-clock/);
  expect(isLawKnown('Africa/Nairobi')).toBe(false);
});

test('a place whose law is written runs under it, and counts its own working days', () => {
  const packs = folder('kenya', { 'jurisdiction-kenya': JSON.stringify(KENYA) });
  expect(refusal(packs, 'Africa/Nairobi')).toBe('');
  expect(lawIn('Africa/Nairobi').title).toBe('Law of Kenya');
  expect(lawNamed('kenya')?.holidays).toContain('2026-06-01');
  expect(workedDays().find(({ zone }) => zone === 'Africa/Nairobi')?.holidays[0]?.name).toBe("New Year's Day");
});

test('a place whose week ends otherwise says so, and working days are counted by it in obligations and in money', () => {
  const egypt = {
    ...rest,
    id: 'egypt',
    title: 'Law of Egypt',
    zone: 'Africa/Cairo',
    currency: 'EGP',
    weekend: [5, 6],
    holidays: ['2026-10-06'],
  };
  const wrong = folder('no-week', { 'jurisdiction-egypt': JSON.stringify({ ...egypt, weekend: [5, 7] }) });
  expect(refusal(wrong, 'Africa/Cairo')).toMatch(/law\.weekend/);
  expect(refusal(folder('egypt', { 'jurisdiction-egypt': JSON.stringify(egypt) }), 'Africa/Cairo')).toBe('');
  expect(workedDays().find(({ name }) => name === 'egypt')).toMatchObject({ weekend: [5, 6] });
  // From a Thursday: Friday and Saturday rest, Sunday is worked, Tuesday is a holiday.
  const after = (days: number) => workingDaysAfter(day('2026-10-01'), days, lawIn('Africa/Cairo'));
  expect([after(0), after(1), after(2), after(3)]).toEqual(['2026-10-01', '2026-10-04', '2026-10-05', '2026-10-07']);
});

test('a pack of what ships already stands in its stead, with its own days', () => {
  const days = { ...uganda, version: 2, holidays: [...uganda.holidays, '2028-01-01'] };
  expect(refusal(folder('newer', { 'jurisdiction-uganda': JSON.stringify(days) }), 'Africa/Kampala')).toBe('');
  expect(lawIn('Africa/Kampala').version).toBe(2);
  const worked = workedDays().filter(({ zone }) => zone === 'Africa/Kampala');
  expect(worked.map(({ name, until }) => [name, until])).toEqual([['uganda', '2028-12-31']]);
});
