import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '#store';
import type { Cause } from './causes.ts';
import { type Channel, type ChannelName, channelsOf } from './channels.ts';
import type { World } from './world.ts';

/** How long a channel went on telling after it was answered that it is over. */
export type Silenced = { readonly channel: ChannelName; readonly ms: number };

const GIVE_UP_MS = 10_000;
const EVERY_MS = 25;
/** What has gone silent stays so: looked at so many times more. */
const TIMES_MORE = 3;

/** Does it while the feed stands still, and asks each channel once: those that told it all the same. */
export async function toldAtOnce(world: World, cause: Cause, place: number): Promise<readonly ChannelName[]> {
  const pair = await world.pair(place);
  const channels = (await channelsOf(world, pair)).filter(({ name }) => cause.reaches.includes(name));
  return world.server.app.core.services.store.write(async (transaction) => {
    await transaction.run(sql`select 1 from feed_offset where consumer = 'record' for update`);
    await cause.act(world, pair);
    const told: ChannelName[] = [];
    for (const { name, tells } of channels) if (await tells()) told.push(name);
    return told;
  });
}

/** Does it, and waits on each channel until it tells no more. */
export async function silenced(world: World, cause: Cause, place: number): Promise<readonly Silenced[]> {
  const pair = await world.pair(place);
  const channels = (await channelsOf(world, pair)).filter(({ name }) => cause.reaches.includes(name));
  for (const { name, tells } of channels)
    if (!(await tells())) throw new Error(`${cause.name}: ${name} told nothing before`);
  await cause.act(world, pair);
  const done = performance.now();
  const all = await Promise.all(channels.map((channel) => silence(channel, done)));
  await cause.undo?.(world);
  return all;
}

async function silence({ name, tells }: Channel, since: number): Promise<Silenced> {
  for (;;) {
    const asked = performance.now();
    if (!(await tells())) {
      for (let time = 0; time < TIMES_MORE; time += 1) {
        await sleep(EVERY_MS);
        if (await tells()) throw new Error(`${name} told it again`);
      }
      // As of when it was asked: how long the asking takes is no matter of revoking.
      return { channel: name, ms: Math.round(asked - since) };
    }
    if (performance.now() - since > GIVE_UP_MS) throw new Error(`${name} still tells it after ${GIVE_UP_MS} ms`);
    await sleep(EVERY_MS);
  }
}
