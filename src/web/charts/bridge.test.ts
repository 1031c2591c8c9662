import { expect, test } from 'vitest';
import { layBridge } from './bridge.ts';

const step = (minor: number, level = false) => ({ minor, level });

test('each step begins where the last ended, and the level is drawn from nothing', () => {
  expect(layBridge([step(60), step(40), step(-30), step(70, true)])).toEqual({
    zero: 0,
    steps: [
      { from: 0, size: 60 },
      { from: 60, size: 40 },
      { from: 70, size: 30 },
      { from: 0, size: 70 },
    ],
  });
});

test('what fell below nothing is drawn on its other side', () => {
  expect(layBridge([step(60), step(-100), step(-40, true)])).toEqual({
    zero: 40,
    steps: [
      { from: 40, size: 60 },
      { from: 0, size: 100 },
      { from: 0, size: 40 },
    ],
  });
});

test('nothing moved is drawn nowhere', () => {
  expect(layBridge([step(0, true)])).toEqual({ zero: 0, steps: [{ from: 0, size: 0 }] });
});
