import type { Role } from '#agreement';
import { dayIn, type Random, seeded } from '#base';
import { lawIn } from '#joint';
import { type Agreement, agreementsOn } from './agreements.ts';
import { type Ask, type Asked, type Channel, CHANNELS, type Finding } from './channels.ts';
import { covering } from './cover.ts';
import { CREDENTIALS, REACHES, SAID, SEATED } from './factors.ts';
import { everybody } from './people.ts';
import { type Ground, isSeen, type Looking } from './truth.ts';
import { buildWorld, type World } from './world.ts';

/** What is tried, and what came of it. */
export type Tried = {
  readonly rows: number;
  readonly requests: number;
  readonly cells: number;
  readonly visible: number;
  /** Channels that told something at least once: one that never does proves nothing. */
  readonly telling: ReadonlySet<string>;
  readonly differing: readonly string[];
};

export type Matrix = {
  /** Tries rows. */
  readonly run: (rows: readonly Line[], options?: Options) => Promise<Tried>;
  readonly rows: (strength: 2 | 3, seed: number) => readonly Line[];
  readonly world: World;
  readonly ground: Ground;
  readonly agreements: readonly Agreement[];
  readonly close: () => Promise<void>;
};

/** A row of the covering array. */
export type Line = Omit<Looking, 'agreement'> & {
  readonly agreement: Agreement;
  readonly channel: Channel;
  /** Place in the list of people. */
  readonly at: number;
  readonly seed: number;
};

export type Options = {
  /** Another server on the same record, as controls have one. */
  readonly address?: string;
  /** Differences after which it is enough. */
  readonly most?: number;
};

const DIFFERENCES_MAX = 30;

/** The running program, everybody in it, and the rows by which it is asked. */
export async function openMatrix(now: number): Promise<Matrix> {
  const today = dayIn('Europe/London', now);
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  // While the first version ran, when the second one did, long before, and of no day.
  const people = everybody([day(-60), day(-3), '2019-03-04', undefined]);
  const world = await buildWorld(people, today);
  const ground: Ground = { today, law: lawIn('Europe/London'), rowsOf: world.rows };
  const agreements = agreementsOn(today);
  return {
    world,
    ground,
    agreements,
    rows: (strength, seed) => linesOf(agreements, strength, seeded(seed)),
    run: (rows, { address = world.server.app.address, most = DIFFERENCES_MAX } = {}) =>
      runLines({ world, ground, address, most }, rows),
    close: world.close,
  };
}

function linesOf(agreements: readonly Agreement[], strength: 2 | 3, random: Random): readonly Line[] {
  const sizes = [agreements, SEATED, SAID, REACHES, CREDENTIALS, CHANNELS].map(({ length }) => length);
  const lines = covering(sizes, strength, random).map(
    ([a = 0, role = 0, said = 0, reach = 0, credential = 0, channel = 0]) => ({
      agreement: agreements[a] as Agreement,
      role: SEATED[role] as Role,
      // Pages take no token, which is tried on every route elsewhere.
      credential: CHANNELS[channel]?.page ? 'session' : (CREDENTIALS[credential] ?? 'session'),
      channel: CHANNELS[channel] as Channel,
      at: said * REACHES.length + reach,
      seed: Math.floor(random() * 2 ** 31),
    }),
  );
  return lines.sort((one, other) => agreements.indexOf(one.agreement) - agreements.indexOf(other.agreement));
}

type Running = { readonly world: World; readonly ground: Ground; readonly address: string; readonly most: number };

async function runLines(running: Running, lines: readonly Line[]): Promise<Tried> {
  const { world } = running;
  const differing: string[] = [];
  const telling = new Set<string>();
  let [requests, cells, visible] = [0, 0, 0];
  let agreed: Agreement | undefined;
  for (const line of lines) {
    if (differing.length >= running.most) break;
    if (agreed !== line.agreement) await world.agree(line.agreement);
    agreed = line.agreement;
    const { found, asked } = await lookAt(running, line);
    requests += asked;
    for (const finding of found) {
      cells += finding.of.length;
      const truth = truthOf(running, line, finding);
      if (finding.seen === true || (finding.count ?? 0) > 0) {
        visible += 1;
        telling.add(line.channel.name);
      }
      const agrees =
        finding.count === undefined
          ? finding.seen === truth || (finding.oneSided === true && finding.seen === false)
          : finding.count === truth;
      if (!agrees) differing.push(told(running, line, { finding, truth }));
    }
  }
  return { rows: lines.length, requests, cells, visible, telling, differing };
}

/** Whether all of it is to be seen, or how many of it are. */
function truthOf({ world, ground }: Running, line: Line, { of, count }: Finding): boolean | number {
  const subject = world.people[line.at];
  if (subject === undefined) throw new Error(`nobody is number ${line.at}`);
  if (line.channel.page && line.credential !== 'session') return false;
  const seen = of.map((item) => isSeen(ground, line, subject, item));
  return count === undefined ? seen.every(Boolean) : seen.filter(Boolean).length;
}

async function lookAt({ world, address }: Running, line: Line) {
  const subject = world.people[line.at];
  if (subject === undefined) throw new Error(`nobody is number ${line.at}`);
  const headers = await world.headersOf(line.role, line.credential, line.at);
  let asked = 0;
  const ask: Ask = async (path, { method = 'GET', body, form }: Asked = {}) => {
    asked += 1;
    const url = path.startsWith('page ') ? `${address}${path.slice(5)}` : `${address}/fhir${path}`;
    const type = form === undefined ? 'application/fhir+json' : 'application/x-www-form-urlencoded';
    const sent = form ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, 'content-type': type },
      ...(sent === undefined ? {} : { body: sent }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const person = world.persons.get(subject.patient.id) ?? '';
  const found = await line.channel.look(subject, { ask, random: seeded(line.seed), person });
  return { found, asked };
}

type Different = { readonly finding: Finding; readonly truth: boolean | number };

function told({ world }: Running, line: Line, { finding, truth }: Different): string {
  const subject = world.people[line.at];
  const what = finding.of.map(({ type, owner, cls, labels, on }) =>
    [type, owner.split('/')[1], cls, labels.join('+'), on].join(' '),
  );
  return [
    line.agreement.name,
    line.role,
    `says ${subject?.said.name}`,
    `is related by ${subject?.reach.name}`,
    line.credential,
    line.channel.name,
    what.join(' and '),
    `told ${finding.count ?? finding.seen}, truth ${truth}`,
  ].join(' | ');
}
