import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundled.ts';
import type { Claim } from './run.ts';

type Measured = {
  readonly resources: number;
  readonly kilobytes: number;
  readonly refused: number;
  readonly micros: Readonly<Record<'scan' | 'validate' | 'extract', number>>;
};

/** Validation and extraction a resource, without server or database. `npm run bench -- pure FILE` takes the resources of a file. */
export const pure: Claim = async () => {
  const folder = await bundled({ stages: join(import.meta.dirname, 'stages.ts') });
  try {
    const child = fork(join(folder, 'stages.mjs'), process.argv.slice(3), { execArgv: [] });
    const [measured] = (await once(child, 'message')) as [Measured];
    const { micros, resources, kilobytes, refused } = measured;
    return [
      { name: `resources, of ${kilobytes.toFixed(2)} kB in the mean`, value: resources, unit: '' },
      { name: 'of them refused', value: refused, unit: '' },
      {
        name: 'reading JSON, with the digits of numbers and the places of members',
        value: round(micros.scan),
        unit: 'us CPU',
      },
      { name: 'structural validation', value: round(micros.validate), unit: 'us CPU' },
      { name: 'extraction of search keys', value: round(micros.extract), unit: 'us CPU' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function round(value: number): number {
  return Number(value.toFixed(1));
}
