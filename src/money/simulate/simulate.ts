import type { Access, Instrument, Stack } from '#agreement';
import { type Day, isDay, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking } from '../ask.ts';
import { MONEY_ROLES } from '../may.ts';
import { amountOf } from '../pool/position.ts';
import { rivalsOf, walled } from '../wall.ts';
import type {
  KeptSimulation,
  MoneySimulation,
  Replayable,
  SavedSimulation,
  SimulatedSide,
  SimulationAsked,
  SimulationUse,
} from './contract.ts';
import { flowsUnder, type Span, type Summed } from './flows.ts';
import { keepSimulation, type SavedRow, savedRows } from './recorded.queries.ts';
import { type Flows, netOf, replay, type Replayed } from './replay.ts';
import { asIfFrom } from './shifted.ts';
import { tornadoOf } from './tornado.ts';

const MONTHS_MAX = 24;

/** Versions with money in them that the seat's organisation is a party of, the newest first. */
export async function replayable(asking: Asking, access: Access): Promise<Outcome<readonly Replayable[]>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  const { stack, organization } = now.value;
  return accepted(
    stack
      .filter(({ instrument }) => isParty(instrument, organization) && hasMoney(instrument))
      .map(({ instrument }) => ({
        instrument: instrument.id,
        title: instrument.title,
        version: instrument.version,
        words: `${instrument.title}, version ${instrument.version}`,
      }))
      .reverse(),
  );
}

/** A recorded period as it would have been under a version, beside the agreements as they stood. */
export async function simulateMoney(
  asking: Asking,
  access: Access,
  asked: SimulationAsked,
): Promise<Outcome<MoneySimulation>> {
  const now = await nowFor(asking, access);
  if (!now.ok) return now;
  const { stack, organization, today, nameOf } = now.value;
  const draft = stack.find(
    ({ instrument }) => instrument.id === asked.instrument && instrument.version === asked.version,
  )?.instrument;
  if (!draft || !isParty(draft, organization) || !hasMoney(draft)) {
    return refuse(
      'not-found',
      'money.no-version',
      'No version with money in it, of which your organisation is a party, has this number.',
    );
  }
  const rivals = (await rivalsOf(asking, access)).filter((one) => isParty(draft, one));
  if (rivals.length > 0) return walled(asking, access, rivals, `a simulation of ${draft.title}`);
  const span = spanOf(stack, draft, { asked, today });
  if (!span.ok) return span;
  const { before, after, parties, currency } = await bothFlows(asking, { stack, draft, span: span.value });
  const [was, would] = [replay(before, parties), replay(after, parties)];
  const money = (minor: bigint) => amountOf(minor, currency);
  const netIn = (side: Replayed, party: string): bigint => {
    const position = side.positions.get(party);
    return position ? netOf(position) : 0n;
  };
  const saved = await savedRows(
    asking.services.store,
    draft.id,
    draft.parties.map((one) => one.organization),
  );
  return accepted({
    instrument: draft.id,
    title: draft.title,
    version: draft.version,
    from: span.value.from,
    until: plusDays(span.value.until, -1),
    today: sideOf(was, { nameOf, money }),
    draft: sideOf(would, { nameOf, money }),
    movements: [...would.positions.keys()].map((party) => ({
      organization: party,
      name: nameOf(party),
      amount: money(netIn(would, party) - netIn(was, party)),
    })),
    tornado: tornadoOf(after, parties, organization).map(({ words, less, more }) => ({
      words,
      less: money(less),
      more: money(more),
    })),
    own: nameOf(organization),
    saved: saved.map(savedView),
  });
}

/** Keeps what was shown with the decision that used it: worked out once more, so that nobody keeps figures of their own. */
export async function saveSimulation(
  asking: Asking,
  access: Access,
  asked: SimulationAsked,
  decision: string,
): Promise<Outcome<true>> {
  const kept = await keep(asking, access, asked, { decision });
  return kept.ok ? accepted(true) : kept;
}

/** The same for a paper about the version, which shows the movements from then on. */
export function simulationFor(
  asking: Asking,
  access: Access,
  asked: SimulationAsked,
  use: SimulationUse,
): Promise<Outcome<KeptSimulation>> {
  return keep(asking, access, asked, use);
}

async function keep(
  asking: Asking,
  access: Access,
  asked: SimulationAsked,
  { decision, page }: { readonly decision: string; readonly page?: string },
): Promise<Outcome<KeptSimulation>> {
  const words = reasonOf(decision);
  if (!words.ok) return words;
  const [now, shown] = [await nowFor(asking, access), await simulateMoney(asking, access, asked)];
  if (!now.ok) return now;
  if (!shown.ok) return shown;
  const { saved: _, ...kept } = shown.value;
  const { services } = asking;
  return services.store.write(async (transaction) => {
    const id = await keepSimulation(transaction, {
      instrument: kept.instrument,
      version: kept.version,
      from: kept.from,
      until: plusDays(kept.until, 1),
      decision: words.value,
      page: page ?? null,
      shown: kept,
      at: new Date(services.now()),
      principal: access.principal,
      by: access.name ?? access.principal,
      organization: now.value.organization,
    });
    const { from, until, movements } = kept;
    return accepted({ id, from, until, movements });
  });
}

type Both = {
  readonly before: Flows;
  readonly after: Flows;
  readonly parties: readonly string[];
  readonly currency: string;
};

/** Flows under the agreements as they stood, and under a version as if it had stood. */
export async function bothFlows(
  asking: Asking,
  { stack, draft, span }: { readonly stack: Stack; readonly draft: Instrument; readonly span: Span },
): Promise<Both> {
  const summed: Summed = new Map();
  const before = await flowsUnder(asking, { stack, instrument: draft, span, summed });
  const shifted = asIfFrom(stack, draft, span.from);
  const moved = shifted.at(-1)?.instrument ?? draft;
  const after = await flowsUnder(asking, { stack: shifted, instrument: moved, span, summed });
  return { before, after, parties: draft.parties.map(({ organization }) => organization), currency: currencyOf(draft) };
}

/** The year for which a version's partners put in, moved back until it has begun; or the days that are asked for. */
function spanOf(
  stack: Stack,
  draft: Instrument,
  { asked, today }: { readonly asked: SimulationAsked; readonly today: Day },
): Outcome<Span> {
  const from = asked.from === undefined || asked.from === '' ? beganOf(stack, draft, today) : asked.from;
  if (!isDay(from)) return refuse('value', 'money.day', `'${from.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
  const whole = plusMonths(from, 12);
  const last =
    asked.until === undefined || asked.until === '' ? plusDays(whole < today ? whole : today, -1) : asked.until;
  if (!isDay(last)) return refuse('value', 'money.day', `'${last.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
  if (last < from || last >= today || plusDays(last, 1) > plusMonths(from, MONTHS_MAX)) {
    return refuse(
      'value',
      'money.simulate-days',
      `Choose days that are over: from a first to a last one, at most ${MONTHS_MAX} months.`,
    );
  }
  return accepted({ from, until: plusDays(last, 1) });
}

/** The last year of the agreement that began before today. */
function beganOf(stack: Stack, draft: Instrument, today: Day): Day {
  const starts = stack
    .filter(({ instrument }) => instrument.id === draft.id)
    .flatMap(({ instrument }) => instrument.clauses)
    .flatMap((clause) => (clause.clause === 'contribute' ? [clause.period.from] : []))
    .filter((from) => from < today)
    .sort();
  return starts.at(-1) ?? plusMonths(today, -12);
}

async function nowFor(asking: Asking, access: Access) {
  const now = await agreedNow(asking);
  const organization = now.organizationOf(access.organization);
  return MONEY_ROLES.includes(access.role) && organization !== ''
    ? accepted({ ...now, organization })
    : refuse(
        'forbidden',
        'money.not-yours',
        'What agreements would cost is for those who look after the money of a partner.',
      );
}

function sideOf(
  { positions, left }: Replayed,
  {
    nameOf,
    money,
  }: { readonly nameOf: (party: string) => string; readonly money: (minor: bigint) => ReturnType<typeof amountOf> },
): SimulatedSide {
  return {
    positions: [...positions].map(([party, position]) => ({
      organization: party,
      name: party === '' ? 'somebody else' : nameOf(party),
      putIn: money(position.putIn),
      inKind: money(position.inKind),
      pays: money(position.pays),
      earned: money(position.earned),
      shared: money(position.shared),
      net: money(netOf(position)),
    })),
    pools: [...left].map(([pool, minor]) => ({ pool: pool.replaceAll('-', ' '), left: money(minor) })),
  };
}

function savedView({ page, ...row }: SavedRow): SavedSimulation {
  const until = plusDays(row.until, -1);
  return { ...row, until, at: row.at.toISOString(), ...(page === null ? {} : { page }) };
}

function isParty({ parties }: Instrument, organization: string): boolean {
  return parties.some((party) => party.organization === organization);
}

function hasMoney({ clauses }: Instrument): boolean {
  return clauses.some(({ clause }) => clause === 'contribute' || clause === 'pay');
}

function currencyOf({ clauses }: Instrument): string {
  const found = /"currency":"([A-Z]{3})"/.exec(JSON.stringify(clauses));
  return found?.[1] ?? '';
}
