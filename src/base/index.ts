export { assert, unreachable } from './assert.ts';
export { type Day, dayIn, day, daysBetween, isDay, type Millis, plusDays, plusMonths } from './day.ts';
export { endOfDay } from './instant.ts';
export { type Random, seeded } from './random.ts';
