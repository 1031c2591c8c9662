import type { Clause, GrantClause, Instrument } from '#agreement';
import { day } from '#base';
import { BOARD, COUNCIL, fundDraft, RIVERSIDE, type TestMoney, valueOf } from '../money.testing.ts';

export const ICD = 'http://hl7.org/fhir/sid/icd-10';
export const ugx = (minor: number) => ({ minor, currency: 'UGX' });

const PERIOD = { from: day('2026-04-01'), until: day('2027-04-01') };

/** Two funders of one clinic: HIV care, which pays first where both are given, and hypertension. */
export const hivGrant: GrantClause = {
  id: 'hiv',
  cites: '2',
  clause: 'grant',
  grant: 'hiv-clinic',
  programme: 'hiv-care',
  funder: BOARD,
  to: [RIVERSIDE],
  period: PERIOD,
  every: 'quarter',
  dueWorkingDays: 10,
  place: 1,
  parts: 1,
  lines: [
    {
      id: 'visits',
      words: 'visits for HIV care',
      codes: { system: ICD, codes: ['B24'] },
      cost: ugx(12_000),
      amount: ugx(1_000_000),
    },
  ],
  pack: 'return-hiv',
  version: '1',
};
export const heartGrant: GrantClause = {
  ...hivGrant,
  id: 'heart',
  grant: 'heart-clinic',
  programme: 'hypertension',
  funder: COUNCIL,
  place: 2,
  lines: [
    {
      id: 'visits',
      words: 'visits for hypertension',
      codes: { system: ICD, codes: ['I10'] },
      cost: ugx(12_000),
      amount: ugx(400_000),
      floor: ugx(300_000),
      spokenForBy: { organization: RIVERSIDE, role: 'programme-lead' },
    },
  ],
  pack: 'return-heart',
};

export function clinicDraft(
  clauses: readonly Clause[] = [hivGrant, heartGrant],
  changes: Partial<Instrument> = {},
): Instrument {
  return fundDraft({ id: 'clinic', title: 'One clinic', kind: 'grant', jurisdiction: 'uganda', ...changes }, clauses);
}

export type ClinicVisit = {
  readonly id: string;
  readonly person: string;
  readonly on: string;
  readonly codes: readonly string[];
};

/** Writes people and their visits as the clinic's own system does. */
export async function visited(vale: TestMoney, visits: readonly ClinicVisit[], by: string = RIVERSIDE): Promise<void> {
  const { repository } = vale.vale;
  const bound = repository.bind(await repository.system(by));
  for (const person of new Set(visits.map((one) => one.person))) {
    const odd = Number(person.replace(/\D/g, '')) % 2 === 1;
    const born = { gender: odd ? 'female' : 'male', birthDate: odd ? '1980-05-01' : '2001-02-03' };
    valueOf(
      await bound.update(
        'Patient',
        person,
        JSON.stringify({ resourceType: 'Patient', id: person, name: [{ text: `Person ${person}` }], ...born }),
      ),
    );
  }
  for (const { id, person, on, codes } of visits) {
    const encounter = {
      resourceType: 'Encounter',
      id,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      type: codes.map((code) => ({ coding: [{ system: ICD, code }] })),
      subject: { reference: `Patient/${person}` },
      period: { start: `${on}T09:00:00+03:00`, end: `${on}T09:20:00+03:00` },
    };
    valueOf(await bound.update('Encounter', id, JSON.stringify(encounter)));
  }
  await vale.follow();
}
