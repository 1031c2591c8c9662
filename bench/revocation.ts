import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { quantile } from './gauge.ts';
import type { Claim } from './run.ts';

/** From the answer to whatever ended a right until each channel that it reaches is silent (`torture/revocation`): every cause, one run. */
export const revocation: Claim = async () => {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'torture/revocation'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(output.slice(-2_000));
  // 'the referral ends: read 101 ms, search 75 ms': one for each channel.
  const all = [...output.matchAll(/(?:: |, )[\w$ ]+? (\d+) ms(?=,|\s)/g)].map(([, ms]) => Number(ms));
  const [, running = '0'] = /a running download: (\d+) ms/.exec(output) ?? [];
  return [
    { name: 'channels that went silent', value: all.length, unit: '' },
    { name: 'until one is silent, median', value: Math.round(quantile(all, 0.5)), unit: 'ms' },
    { name: 'the slowest', value: Math.max(...all), unit: 'ms' },
    { name: 'a file that is being taken is cut after', value: Number(running), unit: 'ms' },
  ];
};
