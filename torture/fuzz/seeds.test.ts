import { startTestServer, type TestServer } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, searchFaults } from './judge.ts';
import { ownedFaults, put } from './patching.ts';
import { caseOf, seeds } from './seeds.ts';
import { openWire, type Wire } from './wire.ts';
import { fill } from './world.ts';

const TOO_SLOW_MS = 2_000;
let server: TestServer;
let wire: Wire;
beforeAll(async () => {
  server = await startTestServer();
  wire = openWire(server.app.port, server.token);
  await fill(wire);
});
afterAll(async () => {
  wire?.close();
  await server?.close();
});

test.each(seeds())('$name: $why', async (seed) => {
  const before = seed.before && (await put(wire, seed.before));
  const one = caseOf(seed);
  const answer = await wire.ask(one);
  expect([...faultsOf(one, answer), ...searchFaults(one)]).toEqual([]);
  if (seed.status !== undefined) expect(answer.status, answer.body).toBe(seed.status);
  if (seed.before && before && answer.status === 200)
    expect(ownedFaults({ ...seed.before, body: before.body }, answer)).toEqual([]);
  // A machine that is busy with others is slow once, not three times.
  for (let more = 0, ms = answer.ms; ms >= TOO_SLOW_MS; more += 1, ms = (await wire.ask(one)).ms)
    expect(more).toBeLessThan(3);
});
