import { expect, test } from 'vitest';
import { whileStanding } from './standing.ts';

async function* counted(until: number): AsyncGenerator<string> {
  for (let number = 1; number <= until; number += 1) yield String(number);
}

/** Reads to the end or to where it is cut, with a clock that goes on by so much a piece. */
async function read(
  each: number,
  ends: number,
): Promise<{ readonly got: string[]; readonly cut: boolean; readonly asked: number }> {
  let [clock, asked] = [0, 0];
  const got: string[] = [];
  const stands = async () => {
    asked += 1;
    return clock < ends;
  };
  try {
    for await (const piece of whileStanding(counted(10), stands, () => clock)) {
      got.push(piece);
      clock += each;
    }
  } catch {
    return { got, cut: true, asked };
  }
  return { got, cut: false, asked };
}

test('what is sent at once is sent whole, and nobody is asked', async () => {
  expect(await read(10, 0)).toMatchObject({ cut: false, asked: 0 });
});

test('what takes longer is cut within half a second of the end of the right to it', async () => {
  const { got, cut } = await read(200, 900);
  expect(cut).toBe(true);
  expect(got.length).toBeLessThanOrEqual(Math.ceil((900 + 500) / 200) + 1);
});

test('as long as the right stands it is asked twice a second, and sent whole', async () => {
  const { got, cut, asked } = await read(250, 10_000);
  expect([got.length, cut, asked]).toEqual([10, false, 4]);
});
