import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '#base';
import type { Cluster } from '../torture/cluster.ts';
import { quantile, timed } from './gauge.ts';
import { settled } from './people.ts';
import { rounded } from './read.ts';
import type { Claim, Figure } from './run.ts';
import { seededLinks, type Visitor } from './sign-in.ts';

/** People on the register; CONCORD_BENCH_PEOPLE for another number. */
const PEOPLE = Number(process.env['CONCORD_BENCH_PEOPLE'] ?? 20_000);
const A_BUNDLE = 30;
const CONNECTIONS = 4;
const READS = 300;
const DAYS = 12;
const REPORTS = 3;
const DAY_MS = 86_400_000;

/**
 * Dashboards over many people on the register: as it stands, as at a past day that is not kept, and as reported on a past day. The
 * people are of the demonstration's first practice, with a diagnosis and four results each; what follows their load is waited for.
 */
export const measures: Claim = async (cluster) => {
  const nurse = await seededLinks(cluster, 'practice nurse');
  const { counted, seconds: whole } = await putOnRegister(cluster, nurse);
  const path = (more: string) => `/api/measures?place=all${more}`;
  const past = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);
  return [
    { name: 'people on the register', value: counted, unit: '' },
    { name: 'loaded and counted', value: Math.round((PEOPLE * 6) / whole), unit: 'resources/s' },
    ...(await asked('a dashboard', READS, () => nurse.get(path('')))),
    ...(await asked('as at a past day', DAYS, (n) => nurse.get(path(`&asAt=${past(40 + n * 3)}`)))),
    ...(await asked('as reported yesterday', REPORTS, (n) =>
      nurse.get(path(`&asAt=${past(40 + n * 3)}&reportedOn=${past(1)}`)),
    )),
  ];
};

/** Puts the people on the register, and waits until all of them are counted and what follows is done. */
export async function putOnRegister(
  cluster: Cluster,
  nurse: Visitor,
): Promise<{ readonly counted: number; readonly seconds: number }> {
  const began = performance.now();
  await timed(CONNECTIONS, Math.ceil(PEOPLE / A_BUNDLE), async (n) => {
    const count = Math.min(A_BUNDLE, PEOPLE - n * A_BUNDLE);
    await post(cluster, Array.from({ length: count }, (_, at) => person(n * A_BUNDLE + at)).flat());
  });
  const counted = await untilCounted(nurse, PEOPLE);
  const seconds = (performance.now() - began) / 1_000;
  await settled(cluster);
  return { counted, seconds };
}

export async function asked(
  name: string,
  count: number,
  ask: (n: number) => Promise<unknown>,
): Promise<readonly Figure[]> {
  await ask(count);
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    await ask(n);
    took.push(performance.now() - began);
  }
  return [
    { name: `${name}, p50`, value: rounded(quantile(took, 0.5)), unit: 'ms' },
    { name: `${name}, p99`, value: rounded(quantile(took, 0.99)), unit: 'ms' },
  ];
}

const PATIENCE_MS = 400_000;

/** The register as the dashboard tells it, once all of them stand in it. */
async function untilCounted(nurse: Visitor, least: number): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(500)) {
    const { register } = JSON.parse(await nurse.get('/api/measures?place=all')) as {
      readonly register: { readonly of: number };
    };
    if (register.of >= least) return register.of;
  }
  throw new Error('the register never reached its number');
}

/** A Patient, a diagnosis and four results of the last two years. */
function person(index: number): readonly object[] {
  const random = seeded(index * 7_919 + 29);
  const patient = `urn:uuid:${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const subject = { reference: patient };
  const on = () => new Date(Date.now() - Math.floor(random() * 700) * DAY_MS).toISOString().slice(0, 10);
  const result = (code: string, value: number, unit: string) => ({
    resourceType: 'Observation',
    status: 'final',
    subject,
    code: { coding: [{ system: 'http://loinc.org', code }] },
    effectiveDateTime: on(),
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  });
  return [
    {
      resourceType: 'Patient',
      name: [{ family: `Measured${index % 997}` }],
      gender: random() < 0.5 ? 'female' : 'male',
      birthDate: `${1935 + Math.floor(random() * 60)}-01-01`,
      generalPractitioner: [
        { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'K84001' } },
      ],
    },
    {
      resourceType: 'Condition',
      subject,
      onsetDateTime: '2019-01-01',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
    },
    result('59261-8', 40 + Math.floor(random() * 60), 'mmol/mol'),
    result('14647-2', 3 + Math.floor(random() * 4), 'mmol/L'),
    result('14682-9', 60 + Math.floor(random() * 80), 'umol/L'),
    result('39156-5', 20 + Math.floor(random() * 20), 'kg/m2'),
  ].map((resource, part) => ({
    ...(part === 0 ? { fullUrl: patient } : {}),
    resource,
    request: { method: 'POST', url: resource.resourceType },
  }));
}

async function post(cluster: Cluster, entry: readonly object[]): Promise<void> {
  const answer = await fetch(`${cluster.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
}
