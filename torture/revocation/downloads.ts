import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '#store';
import { type Demonstrated, startDemonstration } from '#testing/server';
import type { Seat } from '#auth';

/** Somebody who is signed in, and their calendar. */
export type Holder = { readonly seat: Seat; readonly sid: string; readonly cookie: string };

export type Downloads = {
  readonly server: Demonstrated;
  /** A session of its own for a seat of the demonstration. */
  readonly as: (who: string, organization?: string) => Promise<Holder>;
  readonly tells: (holder: Holder | undefined, path: string) => Promise<boolean>;
  /** A copy of the record of whoever sees their own, granted by the surgery and ready to be taken. */
  readonly copy: () => Promise<string>;
};

/** The small demonstration, for what people take away as a file. */
export async function openDownloads(): Promise<Downloads> {
  const server = await startDemonstration();
  const { core } = server.app;
  const as: Downloads['as'] = async (who, organization = '') => {
    const link = server.links.find((one) => one.who.includes(who) && one.organization.includes(organization));
    if (!link) throw new Error(`nobody is ${who} of ${organization}`);
    const answer = await fetch(link.address, { redirect: 'manual' });
    const cookie =
      answer.headers
        .getSetCookie()
        .find((one) => one.startsWith('concord-sid='))
        ?.split(';')[0] ?? '';
    const sid = cookie.slice(cookie.indexOf('=') + 1);
    const session = await core.people.session(sid);
    if (!session) throw new Error(`${who} is not signed in`);
    return { seat: session.seat, sid, cookie };
  };
  const tells: Downloads['tells'] = async (holder, path) => {
    const headers = holder ? { cookie: holder.cookie } : {};
    const answer = await fetch(`${server.app.address}${path}`, { headers, redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status === 200;
  };
  const copy = async () => {
    const [person, lead] = [await as('their own record'), await as('information governance', 'Elm Tree Surgery')];
    const { rights } = server.app.answers.record;
    const mine = await core.auth.accessOfSeat(person.seat);
    const asked = await rights.ask(mine, { right: 'copy', of: [lead.seat.organization], words: '' });
    const id = asked.ok ? (asked.value[0] ?? '') : '';
    const decided = await rights.decide(await core.auth.accessOfSeat(lead.seat), id, { given: 'granted', words: '' });
    if (!decided.ok) throw new Error(decided.refusals[0].text);
    while (!(await tells(person, `/me/requests/${id}/record.ndjson`))) await sleep(50);
    return id;
  };
  return { server, as, tells, copy };
}

const PIECES = 400;
const PIECE_BYTES = 250_000;

/** Makes the copy so large that no network swallows it at once. Answers how many bytes were added. */
export async function lengthen({ server }: Downloads, request: string): Promise<number> {
  const { store } = server.app.core.services;
  await store.run(sql`insert into record_copy_piece (request, format, number, piece)
    select ${request}, 'ndjson', last + n, repeat('x', ${PIECE_BYTES}::int) from generate_series(1, ${PIECES}::int) n,
      (select max(number) as last from record_copy_piece where request = ${request} and format = 'ndjson') p`);
  return PIECES * PIECE_BYTES;
}

/** Takes a file; once it has begun, does something, and goes on reading. Answers what came, and how long after that the last of it did. */
export function takeMeanwhile(
  { server }: Downloads,
  { holder, path }: { readonly holder: Holder; readonly path: string },
  act: () => Promise<unknown>,
): Promise<{ readonly bytes: number; readonly whole: boolean; readonly ms: number }> {
  return new Promise((resolve, reject) => {
    const request = get(`${server.app.address}${path}`, { headers: { cookie: holder.cookie } }, (answer) => {
      let bytes = 0;
      let [done, last] = [0, 0];
      const end = (whole: boolean) => resolve({ bytes, whole, ms: Math.round(Math.max(0, last - done)) });
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        last = performance.now();
        if (done > 0) return;
        done = last;
        answer.pause();
        act()
          .then(() => {
            done = performance.now();
            // So slow a reader that the file would take minutes.
            const timer = setInterval(() => (answer.isPaused() ? answer.resume() : answer.pause()), 20);
            answer.once('close', () => clearInterval(timer));
          })
          .catch(reject);
      });
      answer.on('end', () => end(answer.complete));
      answer.on('error', () => end(false));
      answer.on('aborted', () => end(false));
    });
    request.on('error', reject);
  });
}
