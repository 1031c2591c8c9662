import { amountWords, dayWords } from '#agreement';
import type { BoardCell } from './contract.ts';
import type { Gathering } from './gather.ts';

/** Papers that wait at every body whose papers the organisation reads: what is asked, and when it can be decided. */
export async function decisionsWanted({ packing, access }: Gathering): Promise<readonly BoardCell[]> {
  const { decisions } = packing.own;
  const bodies = await decisions.bodies(access);
  const found = await Promise.all(bodies.map(({ id }) => decisions.body(access, id)));
  return found.flatMap((one) => {
    if (!one.ok) return [];
    const { name, next, waiting } = one.value;
    return waiting.map(({ id, title, amount, meeting, effect }): BoardCell => {
      const when = next && meeting === next.id ? `on the agenda of ${dayWords(next.day)}` : 'not on an agenda yet';
      return {
        id: `paper-${id}`,
        words: title,
        value: `${amount ? `${amountWords(amount)}, ` : ''}${when}. Expected: ${effect}`,
        from: `Paper to ${name}`,
        page: `/papers/${id}`,
        front: true,
      };
    });
  });
}
