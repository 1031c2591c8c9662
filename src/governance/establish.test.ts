import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Instrument, type PartnerKind, readInstrument } from '#agreement';
import { testStore } from '../../test/database.ts';
import { establish } from './establish.ts';
import { BOARD, type TestPartnership, testPartnership, valueOf } from './partnership.testing.ts';

let vale: TestPartnership | undefined;
afterAll(() => vale?.stop());

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'instruments');
const example = (name: string): Instrument =>
  valueOf(readInstrument(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))));

test('sets up the partnership of the examples, and again without effect', async () => {
  vale = await testPartnership(await testStore());
  const { governance, repository, seat } = vale;
  const instruments = ['vale-data-sharing', 'vale-pooled-fund', 'safeguarding-order'].map((name) =>
    example(`${name}.json`),
  );
  const [sharing] = instruments;
  const partners = (sharing?.parties ?? []).map(({ organization, name, kind }) => ({
    organization,
    name,
    kind: kind as PartnerKind,
    hosts: kind === 'care-board',
  }));
  const setup = {
    partnership: { name: 'Vale', partners },
    instruments,
    system: await repository.system(BOARD),
    signatory: (organization: string) => seat(organization, 'signatory', 'planning'),
  };
  valueOf(await governance.enroll(setup.system, setup.partnership));
  await vale.papers(...partners.map(({ organization }) => organization));
  const first = valueOf(await establish(governance, setup));
  expect(first.map(({ id, state }) => `${id}: ${state}`)).toEqual([
    'safeguarding-order: in-effect',
    'vale-data-sharing: in-effect',
    'vale-pooled-fund: in-effect',
  ]);
  const acts = async () => valueOf(await governance.instrument(setup.system, 'vale-data-sharing')).acts?.length;
  expect(await acts()).toBe(1 + partners.length);
  expect(valueOf(await establish(governance, setup))).toEqual(first);
  expect(await acts()).toBe(1 + partners.length);
});
