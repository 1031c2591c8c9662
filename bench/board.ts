import type { Cluster } from '../torture/cluster.ts';
import { asked, putOnRegister } from './measures.ts';
import { rounded } from './read.ts';
import type { Claim } from './run.ts';
import { seededLinks } from './sign-in.ts';

const READS = 20;

/**
 * The board report of the demonstration's care board over many people on the register: its page from live answers, issuing it (gathered
 * anew, drawn to PDF, sealed), and both as they were issued.
 */
export const board: Claim = async (cluster) => {
  const nurse = await seededLinks(cluster, 'practice nurse');
  const { counted } = await putOnRegister(cluster, nurse);
  const lead = await seededLinks(cluster, 'programme lead');
  const live = await asked('page from live answers', READS, () => lead.get('/board-report'));
  const began = performance.now();
  const { month } = JSON.parse(await lead.post('/api/board-packs', {})) as { readonly month: string };
  const issued = rounded(performance.now() - began);
  return [
    { name: 'people on the register', value: counted, unit: '' },
    ...live,
    { name: 'issued with its PDF', value: issued, unit: 'ms' },
    ...(await asked('page as issued, with what moved', READS, () => lead.get(`/board-report/${month}`))),
    ...(await asked('PDF as issued', READS, () => lead.get(`/api/board-packs/${month}/file`))),
    { name: 'live page of a cold program', value: await cold(cluster), unit: 'ms' },
  ];
};

/** The first asking of a program that has just started. */
async function cold(cluster: Cluster): Promise<number> {
  await cluster.kill();
  await cluster.start();
  const lead = await seededLinks(cluster, 'programme lead');
  const began = performance.now();
  await lead.get('/board-report');
  return rounded(performance.now() - began);
}
