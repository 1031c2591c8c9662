import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFor, type Seat } from '#auth';
import { dayIn } from '#base';
import { sql, type Store } from '#store';
import type { Configuration } from './configuration.ts';
import { loadDemonstration } from './demo/load.ts';
import type { App } from './start.ts';

/** A way in for one role of the demonstration. */
export type SignInLink = { readonly organization: string; readonly who: string; readonly address: string };

export type ShowStep = (step: {
  readonly what: string;
  readonly done: number;
  readonly total?: number;
  /** Where no total is known: how far of the whole, 0 to 1. */
  readonly part?: number;
  readonly unit: string;
}) => void;

/** What the installation remembers of its demonstration. An interrupted load goes on where it stopped: intake is idempotent. */
type Fact = {
  readonly size: string;
  readonly seed: number;
  readonly today: string;
  readonly state: 'loading' | 'loaded';
};

const FACT = 'demonstration';
const FIRST = 'first-start';
/** What was planted, with the answers: for whoever checks what the program says of the demonstration. */
const TRUTHS = 'demonstration-truths.json';
const SEED = 20_260_101;
const LINK_DAYS = 30;
/** Accounts of the demonstration begin so. */
const ACCOUNTS = 'demo-';

/** Loads the demonstration at the first start, and answers the sign-in links at every start. */
export async function demonstrate(
  app: App,
  { demo: size, folder }: Pick<Configuration, 'demo' | 'folder'>,
  show: ShowStep,
): Promise<readonly SignInLink[]> {
  const { store } = app.core.services;
  const known = await factOf<Fact>(store, FACT);
  const first = (await factOf(store, FIRST)) === undefined;
  const wanted = known?.state === 'loading' || (first && size !== 'none');
  if (wanted) {
    const { now, zone } = app.core.services;
    const fact = known ?? { size, seed: SEED, today: dayIn(zone, now()), state: 'loading' as const };
    await keepFact(store, FACT, fact);
    await keepFact(store, FIRST, {});
    app.busyWith('loading the demonstration');
    const truths = await loadDemonstration(app, fact, show);
    await writeFile(join(folder, TRUTHS), `${JSON.stringify(truths, undefined, 1)}\n`);
    await keepFact(store, FACT, { ...fact, state: 'loaded' });
  } else if (first) await keepFact(store, FIRST, {});
  app.busyWith(undefined);
  if (!wanted && known === undefined) return [];
  app.demonstrates(true);
  return linksOf(app);
}

/** The same links at every start: made from the installation's secret, so that they need be kept nowhere. */
async function linksOf({ core, address }: App): Promise<readonly SignInLink[]> {
  const key = keyFor(core.secret, 'demonstration links');
  const seats = await core.auth.seatsOfAccounts(ACCOUNTS);
  const links: SignInLink[] = [];
  for (const seat of seats) {
    const link = createHmac('sha256', key).update(seat.id).digest('base64url');
    await core.auth.keepLink({ link, seat: seat.id, days: LINK_DAYS, reusable: true });
    links.push({ organization: seat.organizationName, who: whoOf(seat), address: `${address}/sign-in?link=${link}` });
  }
  return links;
}

/** Roles whose names are short forms. */
const WORDS: Readonly<Record<string, string>> = { gp: 'GP', 'ig-lead': 'information governance lead' };

function whoOf({ name, role }: Seat): string {
  return role === 'person' ? `${name}, their own record` : `${name}, ${WORDS[role] ?? role.replaceAll('-', ' ')}`;
}

async function factOf<T>(store: Store, name: string): Promise<T | undefined> {
  return (await store.first<{ readonly value: T }>(sql`select value from app_fact where name = ${name}`))?.value;
}

async function keepFact(store: Store, name: string, value: object): Promise<void> {
  await store.run(sql`insert into app_fact (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
    on conflict (name) do update set value = excluded.value, at = now()`);
}
