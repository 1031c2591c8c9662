import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../torture/cluster.ts';
import { quantile } from './gauge.ts';
import type { Claim } from './run.ts';
import { seededLinks } from './sign-in.ts';

const WRITES = 40;
const PATIENCE_MS = 10_000;

/** From the answer to a write that changes a figure until the dashboard shows another revision. */
export const refresh: Claim = async (cluster) => {
  const nurse = await seededLinks(cluster, 'practice nurse');
  const took: number[] = [];
  for (let n = 0; n < WRITES; n += 1) {
    const before = await revision(nurse.get);
    await newDiabetic(cluster, n);
    const began = performance.now();
    while ((await revision(nurse.get)) === before) {
      if (performance.now() - began > PATIENCE_MS) throw new Error('the dashboard never showed the write');
      await sleep(5);
    }
    took.push(performance.now() - began);
  }
  return [
    { name: 'a write until the dashboard shows it, p50', value: Math.round(quantile(took, 0.5)), unit: 'ms' },
    { name: 'a write until the dashboard shows it, p99', value: Math.round(quantile(took, 0.99)), unit: 'ms' },
  ];
};

async function revision(get: (path: string) => Promise<string>): Promise<string> {
  const { revision: known } = JSON.parse(await get('/api/measures?place=all')) as { revision: string };
  return known;
}

/** A person of the first practice with a new diagnosis: the register grows by one. */
async function newDiabetic(cluster: Cluster, n: number): Promise<void> {
  const patient = 'urn:uuid:00000000-0000-4000-8000-000000000001';
  const entry = [
    {
      fullUrl: patient,
      resource: {
        resourceType: 'Patient',
        name: [{ family: `Refresh${n}` }],
        birthDate: '1960-01-01',
        generalPractitioner: [
          { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'K84001' } },
        ],
      },
      request: { method: 'POST', url: 'Patient' },
    },
    {
      resource: {
        resourceType: 'Condition',
        subject: { reference: patient },
        onsetDateTime: '2024-01-01',
        code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
      },
      request: { method: 'POST', url: 'Condition' },
    },
  ];
  const answer = await fetch(`${cluster.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 200)}`);
  await answer.arrayBuffer();
}
