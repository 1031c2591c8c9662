import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../torture/cluster.ts';
import { quantile, timed } from './gauge.ts';
import type { Claim } from './run.ts';
import { seededLinks } from './sign-in.ts';

const ITEMS = 500;
const ASKED = 300;

/** `$safety-alerts` about somebody of whom 500 items are kept back from the GP who asks, audited. */
export const alerts: Claim = async (cluster) => {
  // The links are printed one after the other, behind the program's being ready.
  for (let turn = 0; turn < 50 && !cluster.output().includes(', GP '); turn += 1) await sleep(200);
  const gp = await seededLinks(cluster, 'GP');
  const found = JSON.parse(await gp.get('/fhir/Patient?_count=1')) as Bundle;
  const id = found.entry?.[0]?.resource?.id;
  if (id === undefined) throw new Error('nobody to prescribe for');
  await keptBack(cluster, `Patient/${id}`);
  let told = 0;
  const ask = async () => {
    const answer = JSON.parse(
      await gp.get(`/fhir/Patient/${id}/$safety-alerts?medicine=Simvastatin%2020%20mg`),
    ) as Bundle;
    told = answer.entry?.length ?? 0;
  };
  await timed(1, 30, ask);
  const alone = await timed(1, ASKED, ask);
  const busy = await timed(8, ASKED, ask);
  const ms = (values: readonly number[], share: number) => Number(quantile(values, share).toFixed(1));
  return [
    { name: 'alerts told', value: told, unit: `of ${ITEMS} items` },
    { name: 'alerts, 1 connection, p50', value: ms(alone, 0.5), unit: 'ms' },
    { name: 'alerts, 1 connection, p99', value: ms(alone, 0.99), unit: 'ms' },
    { name: 'alerts, 8 connections, p50', value: ms(busy, 0.5), unit: 'ms' },
  ];
};

type Bundle = { readonly entry?: readonly { readonly resource?: { readonly id?: string } }[] };

/** What an organisation that shares nothing wrote: 20 allergies, 180 medicines, 300 results. */
async function keptBack(cluster: Cluster, patient: string): Promise<void> {
  const subject = { reference: patient };
  const resources = Array.from({ length: ITEMS }, (_, n) => {
    const on = new Date(Date.UTC(2015, 0, 1 + n * 7)).toISOString();
    if (n < 20) return { resourceType: 'AllergyIntolerance', patient: subject, code: { text: `Substance ${n}` } };
    if (n < 200) {
      const medicine = { text: n === 100 ? 'Ritonavir 100 mg' : `Medicine ${n}` };
      const order = { status: 'active', intent: 'order', authoredOn: on, subject };
      return { resourceType: 'MedicationRequest', medicationCodeableConcept: medicine, ...order };
    }
    const code = { text: `Result ${n}` };
    return { resourceType: 'Observation', status: 'final', code, subject, effectiveDateTime: on };
  });
  const entry = resources.map((resource) => ({ resource, request: { method: 'POST', url: resource.resourceType } }));
  const answer = await fetch(`${cluster.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 200)}`);
  await answer.arrayBuffer();
}
