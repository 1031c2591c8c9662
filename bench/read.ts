import { urlOfRunning } from '#store';
import { typeNumber } from '#fhir';
import { startBeside } from './beside.ts';
import { median } from './gauge.ts';
import { driven } from './load.ts';
import { loadPeople, settled, type Target } from './people.ts';
import { postmaster } from './postmaster.ts';
import type { Claim, Figure } from './run.ts';

/** Short and many, in turn: what else the machine does meanwhile falls on all alike. */
const ROUNDS = 7;
const COUNT = 3_000;
const COUNT_ALONE = 600;
const WIDTHS = [1, 16, 64];

/**
 * Read by id against a bare handler that selects the same row through the same pool: in turn, on one database, in one run. The CPU
 * is that of the server asked and of PostgreSQL, what they do behind it included (seals).
 */
export const read: Claim = async (cluster) => {
  const { results } = await loadPeople(cluster, { from: 2_000_000, count: 100, size: 100 });
  await settled(cluster);
  const url = (await urlOfRunning(cluster.folder)) ?? '';
  const bare = await startBeside('bare', [url, JSON.stringify({ Observation: typeNumber('Observation') })]);
  const unaudited = await startBeside('switched', [url, 'noaudit', '1', '1']);
  const database = await postmaster(cluster);
  const sources: readonly Source[] = [
    {
      name: 'the program',
      port: portOf(cluster),
      token: cluster.token,
      base: '/fhir',
      pids: [cluster.pid(), database],
    },
    {
      name: 'without the audit',
      port: unaudited.port,
      token: 'system',
      base: '/fhir',
      pids: [unaudited.pid, database],
    },
    { name: 'bare handler', port: bare.port, token: '', base: '', pids: [bare.pid, database] },
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

type Source = {
  readonly name: string;
  readonly port: number;
  readonly token: string;
  readonly base: string;
  readonly pids: readonly number[];
};

export function portOf(target: Target): number {
  return Number(new URL(target.base()).port);
}

async function compared(
  sources: readonly Source[],
  results: readonly string[],
  width: number,
): Promise<readonly Figure[]> {
  const rounds: Measured[][] = sources.map(() => []);
  const count = width === 1 ? COUNT_ALONE : COUNT;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, { port, token, base, pids }] of sources.entries()) {
      const paths = results.filter((_, place) => place % 3 === round % 3).map((result) => `${base}/${result}`);
      const header = `authorization: Bearer ${token}`;
      const measured = await driven({ port, header, paths, width, warm: count / 4, count }, pids);
      if (round > 0) rounds[at]?.push(measured); // the first warms up
    }
  }
  const of = (at: number, figure: keyof Measured) => median((rounds[at] ?? []).map((one) => one[figure]));
  const against = (at: number, ratio: (one: Measured, bare: Measured) => number) =>
    rounded(median((rounds[at] ?? []).map((one, round) => ratio(one, rounds.at(-1)?.[round] ?? one))));
  const named = (name: string) => `read by id, ${width} connections, ${name}`;
  return [
    ...sources.flatMap(({ name }, at) => [
      { name: named(`${name}, rate`), value: Math.round(of(at, 'rate')), unit: '/s' },
      { name: named(`${name}, p50`), value: rounded(of(at, 'p50')), unit: 'ms' },
      { name: named(`${name}, p99`), value: rounded(of(at, 'p99')), unit: 'ms' },
      { name: named(`${name}, CPU`), value: Number(of(at, 'cpuMs').toFixed(3)), unit: 'ms' },
    ]),
    ...['the program', 'without the audit'].flatMap((name, at) => [
      {
        name: named(`${name}, rate to that of the bare handler`),
        value: against(at, (one, bare) => one.rate / bare.rate),
        unit: '',
      },
      {
        name: named(`${name}, CPU of the bare handler to its own`),
        value: against(at, (one, bare) => bare.cpuMs / one.cpuMs),
        unit: '',
      },
    ]),
    { name: `CPU of the load itself, a request`, value: rounded(of(0, 'ownCpuMs')), unit: 'ms' },
  ];
}

type Measured = Awaited<ReturnType<typeof driven>>;

export function rounded(value: number): number {
  return Number(value.toFixed(2));
}
