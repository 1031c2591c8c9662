import { urlOfRunning } from '#store';
import { typeNumber } from '#fhir';
import { startBeside } from './beside.ts';
import { median } from './gauge.ts';
import { type Driven, driven } from './load.ts';
import { loadPeople, settled, type Target } from './people.ts';
import type { Claim, Figure } from './run.ts';

const ROUNDS = 3;
const WIDTHS = [1, 16, 64];

/** Read by id against a bare handler that selects the same row through the same pool: in turn, on one database, in one run. */
export const read: Claim = async (cluster) => {
  const { results } = await loadPeople(cluster, { from: 2_000_000, count: 100, size: 100 });
  await settled(cluster);
  const url = (await urlOfRunning(cluster.folder)) ?? '';
  const bare = await startBeside('bare', [url, JSON.stringify({ Observation: typeNumber('Observation') })]);
  const unaudited = await startBeside('switched', [url, 'noaudit', '1', '1']);
  const sources: readonly Source[] = [
    { name: 'the program', port: portOf(cluster), token: cluster.token, base: '/fhir' },
    { name: 'without the audit', port: unaudited.port, token: 'system', base: '/fhir' },
    { name: 'bare handler', port: bare.port, token: '', base: '' },
  ];
  try {
    const figures: Figure[] = [];
    for (const width of WIDTHS) figures.push(...(await compared(sources, results, width)));
    return figures;
  } finally {
    await bare.stop();
    await unaudited.stop();
  }
};

type Source = { readonly name: string; readonly port: number; readonly token: string; readonly base: string };

export function portOf(target: Target): number {
  return Number(new URL(target.base()).port);
}

async function compared(
  sources: readonly Source[],
  results: readonly string[],
  width: number,
): Promise<readonly Figure[]> {
  const rounds: Driven[][] = sources.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, { port, token, base }] of sources.entries()) {
      const paths = results.filter((_, place) => place % 3 === round % 3).map((result) => `${base}/${result}`);
      const count = width === 1 ? 2_000 : 8_000;
      rounds[at]?.push(
        await driven({ port, header: `authorization: Bearer ${token}`, paths, width, warm: count / 4, count }),
      );
    }
  }
  const of = (at: number, figure: keyof Driven) => median((rounds[at] ?? []).map((one) => one[figure]));
  const ratio = (at: number) =>
    median((rounds[at] ?? []).map((one, round) => one.rate / (rounds.at(-1)?.[round]?.rate ?? 1)));
  return [
    ...sources.flatMap(({ name }, at) => [
      { name: `read by id, ${width} connections, ${name}, rate`, value: Math.round(of(at, 'rate')), unit: '/s' },
      { name: `read by id, ${width} connections, ${name}, p50`, value: rounded(of(at, 'p50')), unit: 'ms' },
      { name: `read by id, ${width} connections, ${name}, p99`, value: rounded(of(at, 'p99')), unit: 'ms' },
    ]),
    { name: `read by id, ${width} connections, ratio to the bare handler`, value: rounded(ratio(0)), unit: '' },
    { name: `the same without the audit`, value: rounded(ratio(1)), unit: '' },
    { name: `CPU of the load itself, a request`, value: rounded(of(0, 'ownCpuMs')), unit: 'ms' },
  ];
}

export function rounded(value: number): number {
  return Number(value.toFixed(2));
}
