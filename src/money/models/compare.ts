import { createHash } from 'node:crypto';
import { type Access, heirOf, type Instrument, linesOf, type Stack, succeededOn } from '#agreement';
import { type Day, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking } from '../ask.ts';
import { rounded } from '../charge/parts.ts';
import { MONEY_ROLES } from '../may.ts';
import { amountOf } from '../pool/position.ts';
import { flowsUnder, type Span, type Summed } from '../simulate/flows.ts';
import { type Flows, netOf, replay } from '../simulate/replay.ts';
import { asIfFrom } from '../simulate/shifted.ts';
import { rivalsOf, walled } from '../wall.ts';
import type { ModelsAsked, ModelsCompared, ModelSide, ModelsShown } from './contract.ts';
import {
  type Basis,
  type Contact,
  contactsOf,
  MARGINAL,
  type Model,
  MODELS,
  movedOf,
  pairsOf,
  paying,
  planKey,
} from './model.ts';
import { keepSigned, signedRows } from './models.queries.ts';
import { swingsOf } from './swings.ts';
import { workerGroups } from './workers.ts';

const YEAR = 12;
const PERCENTS = [-20, -10, 0, 10, 20] as const;
/** A price of a person that is large enough to share a pot by without losing pennies. */
const TRIAL = 1_000_000n;

type Comparing = {
  readonly asking: Asking;
  readonly stack: Stack;
  readonly draft: Instrument;
  readonly span: Span;
  readonly summed: Summed;
  /** Under which name of those that signed somebody stands. */
  readonly signedAs: (organization: string) => string;
};

type Compared = {
  readonly draft: Instrument;
  readonly shown: ModelsShown;
  readonly organization: string;
  /** The party that it is, or whose place it took. */
  readonly party: string;
  readonly nameOf: (organization: string) => string;
  readonly flows: ReadonlyMap<Model, Flows>;
  readonly value: ReadonlyMap<string, bigint>;
};

/** Last year's recorded care under each way of paying, who gains and who loses, and what a contact that moves would cost whom. */
export async function compareModels(
  asking: Asking,
  access: Access,
  asked: ModelsAsked,
): Promise<Outcome<ModelsCompared>> {
  const found = await compared(asking, access, asked);
  if (!found.ok) return found;
  const { draft, shown, organization, party, nameOf, flows, value } = found.value;
  const hash = hashOf(shown);
  const parties = draft.parties.map((one) => one.organization);
  const money = (minor: bigint) => amountOf(minor, currencyOf(draft));
  const rows = await signedRows(asking.services.store, draft.id);
  return accepted({
    ...shown,
    hash,
    own: nameOf(organization),
    workers: await workerGroups(asking, draft, { nameOf, value }),
    tornado: [...flows].map(([model, of]) => ({
      model,
      swings: swingsOf({ flows: of, parties, party, model, value }).map(({ words, less, more }) => ({
        words,
        less: money(less),
        more: money(more),
      })),
    })),
    signed: rows.map(({ at, organization: of, ...row }) => ({
      ...row,
      organization: nameOf(of),
      at: at.toISOString(),
      same: row.hash === hash,
    })),
    may: { sign: access.role === 'finance-lead' },
  });
}

/** Worked out once more and kept with its hash, so that nobody signs figures of their own. */
export async function signModel(
  asking: Asking,
  access: Access,
  asked: ModelsAsked,
  sign: { readonly model: string; readonly hash: string; readonly words: string },
): Promise<Outcome<true>> {
  const [found, words] = [await compared(asking, access, asked), reasonOf(sign.words)];
  if (!found.ok) return found;
  if (!words.ok) return words;
  const { shown, organization } = found.value;
  if (access.role !== 'finance-lead') {
    return refuse('forbidden', 'money.not-yours', 'A way of paying is signed by the finance lead of a partner.');
  }
  const side = shown.sides.find(({ model }) => model === sign.model);
  if (!side || side.lacks !== undefined) {
    return refuse('value', 'money.model', 'Choose a way of paying that could be compared.');
  }
  if (hashOf(shown) !== sign.hash) {
    return refuse(
      'conflict',
      'money.models-moved',
      'What was recorded has changed since this was shown: look again, then sign.',
    );
  }
  const { services } = asking;
  await services.store.write(async (transaction) => {
    await keepSigned(transaction, {
      ...shown,
      until: plusDays(shown.until, 1),
      shown,
      model: side.model,
      hash: sign.hash,
      words: words.value,
      at: new Date(services.now()),
      principal: access.principal,
      by: access.name ?? access.principal,
      organization,
    });
    return accepted(true);
  });
  return accepted(true);
}

/** The version asked for, and as which of its parties somebody with these names asks. */
function versionFor(stack: Stack, { instrument: id, version }: ModelsAsked, names: readonly string[]) {
  const draft = stack.find(({ instrument }) => instrument.id === id && instrument.version === version)?.instrument;
  const party = names.find((one) => draft?.parties.some(({ organization }) => organization === one));
  return { draft, party };
}

async function compared(asking: Asking, access: Access, asked: ModelsAsked): Promise<Outcome<Compared>> {
  const { stack, today, nameOf, namesOf, organizationOf } = await agreedNow(asking);
  const organization = organizationOf(access.organization);
  const { draft, party } = versionFor(stack, asked, namesOf(organization));
  if (!MONEY_ROLES.includes(access.role) || draft === undefined || party === undefined) {
    return refuse(
      'not-found',
      'money.no-version',
      'No version with money in it, of which your organisation is a party, has this number.',
    );
  }
  const rivals = (await rivalsOf(asking, access)).filter((one) =>
    draft.parties.some(({ organization: of }) => of === one),
  );
  if (rivals.length > 0) return walled(asking, access, rivals, `ways of paying under ${draft.title}`);
  if (!draft.clauses.some((clause) => clause.clause === 'pay' && linesOf(clause.price).length > 0)) {
    return refuse(
      'business-rule',
      'money.no-prices',
      'This version has no price for each of anything: nothing could be paid otherwise.',
    );
  }
  const until = `${today.slice(0, 7)}-01` as Day;
  const span = { from: plusMonths(until, -YEAR), until };
  const signedAs = signedIn(stack, draft, today);
  const comparing = { asking, stack, draft, span, summed: new Map(), signedAs };
  const { basis, plan, value } = await basisOf(comparing);
  const parties = draft.parties.map((one) => one.organization);
  const agreed = replay(await flowsOf(comparing, draft, span), parties);
  const money = (minor: bigint) => amountOf(minor, currencyOf(draft));
  const flows = new Map<Model, Flows>();
  const sides: ModelSide[] = [];
  for (const model of MODELS) {
    const side = await flowsOf(comparing, paying(draft, model, basis), span);
    if (model === 'capitation' && basis.perPerson.size === 0) {
      sides.push({ model, lacks: LACKS, positions: [], left: money(0n), sum: money(0n), paid: [] });
      continue;
    }
    flows.set(model, side);
    sides.push(sideOf(side, { model, parties, agreed, value, nameOf, money }));
  }
  const shown: ModelsShown = {
    instrument: draft.id,
    title: draft.title,
    version: draft.version,
    from: span.from,
    until: plusDays(span.until, -1),
    plan,
    agreed: [...agreed.positions].map(([party, position]) => ({
      organization: party,
      name: nameOf(party),
      earned: money(position.earned),
      net: money(netOf(position)),
    })),
    sides,
    moved: movedIn(draft, nameOf, money),
  };
  return accepted({ draft, shown, organization, party, nameOf, flows, value });
}

function movedIn(draft: Instrument, nameOf: Siding['nameOf'], money: Siding['money']): ModelsShown['moved'] {
  const place = ({ payee, words, worker }: Contact) => ({
    organization: payee,
    name: nameOf(payee),
    words,
    ...(worker ? { workers: worker } : {}),
  });
  return pairsOf(contactsOf(draft)).flatMap((pair) =>
    MODELS.map((model) => {
      const { from, to, loses, gains, unpaid } = movedOf(pair, model);
      const amounts = { loses: money(loses), gains: money(gains), unpaid: money(unpaid) };
      return { from: place(from), to: place(to), model, ...amounts };
    }),
  );
}

const LACKS = 'Nobody is registered with anybody who is paid, so that nothing can be paid by the person.';

/** What the plan is: the year before at the agreed prices; where nothing was recorded then, the year itself. */
async function basisOf(comparing: Comparing) {
  const { draft, span } = comparing;
  const none: Basis = { planned: new Map(), perPerson: new Map() };
  const tariff = paying(draft, 'tariff', none);
  const value = valuesOf(await flowsOf(comparing, tariff, span));
  const before = { from: plusMonths(span.from, -YEAR), until: span.from };
  const earlier = valuesOf(await flowsOf(comparing, tariff, before));
  const planned = earlier.size > 0 ? earlier : value;
  // A trial price tells how many people are registered with whom, by the days and the rules of the engine itself.
  const activities = new Set([...planned.keys()].map((key) => key.split(' ')[0] ?? ''));
  const trial = { planned, perPerson: new Map([...activities].map((activity) => [activity, TRIAL])) };
  const counted = valuesOf(await flowsOf(comparing, paying(draft, 'capitation', trial), span));
  const perPerson = new Map<string, bigint>();
  for (const activity of activities) {
    const [pot, people] = [sumOf(planned, activity), sumOf(counted, activity)];
    if (people > 0n) perPerson.set(activity, rounded(pot * TRIAL, people));
  }
  const plan = earlier.size > 0 ? ('year-before' as const) : ('same-year' as const);
  return { basis: { planned, perPerson }, plan, value };
}

/** What whoever took a party's place did and paid stands under the name that signed, as its own did before. */
async function flowsOf(
  { asking, stack, summed, signedAs }: Comparing,
  version: Instrument,
  span: Span,
): Promise<Flows> {
  const shifted = asIfFrom(stack, version, span.from);
  const instrument = shifted.at(-1)?.instrument ?? version;
  const flows = await flowsUnder(asking, { stack: shifted, instrument, span, summed });
  const paid = flows.paid.map(({ payer, ...one }) => ({
    ...one,
    payee: signedAs(one.payee),
    ...(payer === undefined ? {} : { payer: signedAs(payer) }),
  }));
  return { ...flows, paid };
}

/** A party stands for itself; whoever took the place of one without being a party, for that one. */
function signedIn(stack: Stack, draft: Instrument, today: Day): (organization: string) => string {
  const succeeded = succeededOn(stack, today);
  const parties = draft.parties.map(({ organization }) => organization);
  return (organization) =>
    parties.includes(organization)
      ? organization
      : (parties.find((one) => heirOf(succeeded, one) === organization) ?? organization);
}

type Siding = {
  readonly model: Model;
  readonly parties: readonly string[];
  readonly agreed: ReturnType<typeof replay>;
  readonly value: ReadonlyMap<string, bigint>;
  readonly nameOf: (party: string) => string;
  readonly money: (minor: bigint) => ReturnType<typeof amountOf>;
};

function sideOf(flows: Flows, { model, parties, agreed, value, nameOf, money }: Siding): ModelSide {
  const { positions, left } = replay(flows, parties);
  const all = [...left.values()].reduce((sum, minor) => sum + minor, 0n);
  const nets = [...positions.values()].map(netOf).reduce((sum, minor) => sum + minor, 0n);
  const paid = flows.paid.filter(({ priced }) => priced).reduce((sum, { minor }) => sum + minor, 0n);
  const done = [...value.values()].reduce((sum, minor) => sum + minor, 0n);
  return {
    model,
    positions: [...positions].map(([party, position]) => {
      const before = agreed.positions.get(party);
      return {
        organization: party,
        name: party === '' ? 'somebody else' : nameOf(party),
        earned: money(position.earned),
        net: money(netOf(position)),
        moves: money(netOf(position) - (before ? netOf(before) : 0n)),
      };
    }),
    left: money(all),
    sum: money(nets + all),
    paid: PERCENTS.map((percent) => ({
      percent,
      amount: money(paid + rounded(done * BigInt(percent) * MARGINAL[model], 10_000n)),
    })),
  };
}

function valuesOf({ paid }: Flows): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { activity, payee, minor } of paid) {
    if (activity === undefined) continue;
    const key = planKey(activity, payee);
    found.set(key, (found.get(key) ?? 0n) + minor);
  }
  return found;
}

function sumOf(values: ReadonlyMap<string, bigint>, activity: string): bigint {
  return [...values].reduce((sum, [key, minor]) => (key.startsWith(`${activity} `) ? sum + minor : sum), 0n);
}

function currencyOf({ clauses }: Instrument): string {
  return /"currency":"([A-Z]{3})"/.exec(JSON.stringify(clauses))?.[1] ?? '';
}

function hashOf(shown: ModelsShown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}
