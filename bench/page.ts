import { seededLinks } from './sign-in.ts';
import { quantile, timed } from './gauge.ts';
import type { Claim } from './run.ts';

const OPENINGS = 400;

/** Opening the page of a person whom several organisations know, as a practice nurse, whole HTML, audited. */
export const page: Claim = async (cluster) => {
  const nurse = await seededLinks(cluster, 'practice nurse');
  const list = await nurse.get('/people?text=smith');
  const people = [...new Set([...list.matchAll(/href="(\/people\/[A-Za-z0-9.-]+)"/g)].map((match) => match[1] ?? ''))];
  if (people.length === 0) throw new Error('nobody to open');
  const sizes: number[] = [];
  const open = async (n: number) => {
    sizes.push((await nurse.get(people[n % people.length] ?? '')).length);
  };
  await timed(1, 50, open);
  const alone = await timed(1, OPENINGS, open);
  const busy = await timed(8, OPENINGS, open);
  const dashboard = await timed(1, 100, async () => void (await nurse.get('/measures')));
  return [
    { name: 'record page, 1 connection, p50', value: Number(quantile(alone, 0.5).toFixed(1)), unit: 'ms' },
    { name: 'record page, 1 connection, p99', value: Number(quantile(alone, 0.99).toFixed(1)), unit: 'ms' },
    { name: 'record page, 8 connections, p50', value: Number(quantile(busy, 0.5).toFixed(1)), unit: 'ms' },
    { name: 'record page, 8 connections, p99', value: Number(quantile(busy, 0.99).toFixed(1)), unit: 'ms' },
    { name: 'record page, HTML, median', value: Math.round(quantile(sizes, 0.5) / 1_024), unit: 'kB' },
    { name: 'dashboard, 1 connection, p50', value: Number(quantile(dashboard, 0.5).toFixed(1)), unit: 'ms' },
  ];
};
