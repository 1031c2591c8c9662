import type { Store } from '#store';
import type { Projection } from '../repository.ts';
import { apply, type Applying, type MustRelate } from './apply.ts';
import { isUnknown } from './tie.ts';
import type { Row } from './row.ts';

type Member = {
  readonly rows: readonly Row[];
  readonly guards: readonly string[];
  readonly people: readonly MustRelate[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

export type GateParts = {
  readonly store: Store;
  readonly projections: readonly Projection[];
  readonly random: () => number;
  readonly now: () => number;
};

/** As many statements at once as the program has use for: more would only make the groups smaller. */
const LANES = 3;
const ROWS_MAX = 400;

/**
 * Plain creates of several callers go together in one statement: while as many as there are lanes are under way, the next ones
 * gather. A statement has a fixed cost of about ten rows, and a commit waits for the disk, so under load the cost of a
 * create falls by several times, and alone it waits for nobody. Each caller hears when its own rows are durable; should a
 * group fail, each member is written alone, so that nobody fails for what another has sent.
 */
export function gateOf({ store, projections, random, now }: GateParts) {
  let waiting: Member[] = [];
  let busy = 0;
  const applying = (): Applying => ({ transaction: store, projections, random, now: new Date(now()) });

  const next = (): readonly Member[] => {
    let rows = 0;
    const count = waiting.findIndex((member) => {
      rows += member.rows.length;
      return rows > ROWS_MAX;
    });
    const taken = waiting.slice(0, count === -1 ? waiting.length : Math.max(count, 1));
    waiting = waiting.slice(taken.length);
    return taken;
  };
  const write = async (members: readonly Member[]): Promise<void> => {
    const rows = members.flatMap((member) => member.rows);
    const guards = members.flatMap((member) => member.guards);
    const people = members.flatMap((member) => member.people);
    try {
      await apply(applying(), rows, guards, people);
      for (const { done } of members) done();
    } catch (error) {
      // Where the connection broke, nobody knows whether it was written: writing it again could make two of it.
      if (members.length > 1 && !isUnknown(error)) await Promise.all(members.map((member) => write([member])));
      else for (const { failed } of members) failed(error);
    }
  };
  const run = async (): Promise<void> => {
    busy += 1;
    // Whoever came in the same breath comes along: without this the first of them would go by itself.
    await new Promise(setImmediate);
    while (waiting.length > 0) await write(next());
    busy -= 1;
  };
  return (rows: readonly Row[], guards: readonly string[], people: readonly MustRelate[]): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ rows, guards, people, done, failed });
      if (busy < LANES) void run();
    });
}

/** What a create costs without company. */
export function oneByOne({ store, projections, random, now }: GateParts): ReturnType<typeof gateOf> {
  return (rows, guards, people) =>
    apply({ transaction: store, projections, random, now: new Date(now()) }, rows, guards, people);
}
