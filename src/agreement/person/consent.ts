import { type Day, isDay } from '#base';
import type { PartyRef } from '../instrument.ts';
import { CLASS_WORDS, dayWords, LABEL_WORDS, listed } from '../phrases.ts';
import type { DataClass, Purpose } from '../words.ts';
import { classOf, type Coding, labelOf, purposeOf } from './consent-codes.ts';
import { type Denial, type Denied, gather, type Look, meets } from './denial.ts';

/** One provision of a Consent, read. A deeper one is an exception to those above it. */
export type ConsentRule = Omit<Denial, 'because'> & {
  readonly effect: 'permit' | 'deny';
  readonly consent: string;
  /** Of the consent as a whole; only rules of the same consent are exceptions of each other. */
  readonly since?: Day;
  readonly depth: number;
  /** 'Observation/7': these items alone. */
  readonly items?: readonly string[];
};

export type ConsentDecision = {
  readonly rules: readonly ConsentRule[];
  /** Consents that say nothing today, and why. */
  readonly passedOver: readonly { readonly consent: string; readonly why: string }[];
  /** What could not be read: a denial then counts for more than it names and a permission for nothing, until somebody looks. */
  readonly unread: readonly { readonly consent: string; readonly what: string }[];
};

export type ConsentAnswer = {
  readonly effect: 'permit' | 'deny' | 'silent';
  readonly words: string;
  readonly consent?: string;
};

/** What a repository knows and a Consent does not say. */
export type Vocabulary = {
  readonly classOfType?: (type: string) => DataClass | undefined;
  /** Organisations behind a reference to a practitioner, role or team. */
  readonly organizationsOf?: (reference: string) => readonly PartyRef[] | undefined;
};

/**
 * What the Consents of a person say on a day: https://hl7.org/fhir/R4/consent.html. Only active privacy consents count, within
 * their dates. Its force is that of the person's own decision: weaker than orders, statutes and duties, stronger than every
 * agreement. It never gives what no agreement or right gives; a permission lifts a denial, or meets a share that asks for one.
 */
export function consentDecision(
  consents: readonly unknown[],
  today: Day,
  vocabulary: Vocabulary = {},
): ConsentDecision {
  const read = consents.map((one, index) => readOne(asRecord(one), { today, vocabulary, index }));
  return {
    rules: read.flatMap(({ rules }) => rules),
    passedOver: read.flatMap(({ passedOver }) => passedOver),
    unread: read.flatMap(({ unread }) => unread),
  };
}

/** Whether one look is permitted or denied. In one consent the deepest exception decides; between equals a denial wins. */
export function consentSays({ rules }: ConsentDecision, look: Look & { readonly item?: string }): ConsentAnswer {
  const deciding = [...new Set(rules.map(({ consent }) => consent))].flatMap((consent) => {
    const met = rules.filter(
      (rule) => rule.consent === consent && meets({ ...rule, because: '' }, look) && concerns(rule, look.item),
    );
    const deepest = Math.max(...met.map(({ depth }) => depth));
    const last = met.filter(({ depth }) => depth === deepest);
    return last.find(({ effect }) => effect === 'deny') ?? last[0] ?? [];
  });
  const rule = deciding.find(({ effect }) => effect === 'deny') ?? deciding[0];
  if (!rule) return { effect: 'silent', words: 'The person has said nothing about it.' };
  return { effect: rule.effect, words: wordsOf(rule), consent: rule.consent };
}

/** What a viewer's row of `access` keeps of it for one purpose; rules about single items are not in it (label those items). */
export function consentDenied(decision: ConsentDecision, viewer: PartyRef, purpose: Purpose): Denied {
  const recorders = [...new Set(decision.rules.flatMap(({ recorders }) => recorders ?? []))];
  return gather(recorders, (item) => {
    const answer = consentSays(decision, { ...item, viewer, purpose });
    return answer.effect === 'deny' ? answer.words : undefined;
  });
}

/** Whether the person has permitted this viewer for this purpose, as a share that asks for consent needs: nothing less than all of it. */
export function consentGiven(decision: ConsentDecision, viewer: PartyRef, purpose: Purpose): boolean {
  const permits = decision.rules.some(
    ({ effect, viewers, purposes }) =>
      effect === 'permit' &&
      (viewers === undefined || viewers.includes(viewer)) &&
      (purposes === undefined || purposes.includes(purpose)),
  );
  return permits && !consentDenied(decision, viewer, purpose).everything;
}

type Reading = { readonly today: Day; readonly vocabulary: Vocabulary; readonly index: number };
export type Members = Readonly<Record<string, unknown>>;
type Context = { readonly id: string; readonly since: Day | undefined; readonly reading: Reading };

function readOne(consent: Members, reading: Reading): ConsentDecision {
  const id = typeof consent['id'] === 'string' ? `Consent/${consent['id']}` : `Consent number ${reading.index + 1}`;
  const why = silent(consent, reading.today);
  if (why !== undefined) return { rules: [], passedOver: [{ consent: id, why }], unread: [] };
  const given = String(consent['dateTime'] ?? '').slice(0, 10);
  const context = { id, since: isDay(given) ? given : undefined, reading };
  const root = consent['provision'] === undefined ? implied(consent) : asRecord(consent['provision']);
  return provision(root, {
    context,
    depth: 0,
    parent: undefined,
    effect: root['type'] === 'permit' ? 'permit' : 'deny',
  });
}

function silent(consent: Members, today: Day): string | undefined {
  if (consent['status'] !== 'active') return `it is ${String(consent['status'] ?? 'without status')}`;
  const scope = codings(consent['scope']).find(({ system }) => system?.endsWith('consentscope'))?.code;
  if (scope !== undefined && scope !== 'patient-privacy') return `it is about ${scope}, not about privacy`;
  const given = String(consent['dateTime'] ?? '').slice(0, 10);
  return isDay(given) && given > today ? `it was given on ${dayWords(given)}` : undefined;
}

/** A consent without provisions says what its policy rule says; one that says nothing at all denies. */
export function implied(consent: Members): Members {
  const rule = codings(consent['policyRule']).map(({ code }) => code);
  return { type: rule.includes('OPTIN') ? 'permit' : 'deny' };
}

type Placed = {
  readonly context: Context;
  readonly depth: number;
  readonly parent: ConsentRule | undefined;
  readonly effect: 'permit' | 'deny';
};

function provision(members: Members, { context, depth, parent, effect }: Placed): ConsentDecision {
  const { today } = context.reading;
  const period = asRecord(members['period']);
  // A provision outside its dates says nothing, and neither do its exceptions.
  if (!covers(period, today)) {
    return { rules: [], passedOver: [{ consent: context.id, why: 'a provision is outside its dates' }], unread: [] };
  }
  const { rule, unread } = narrowed(members, { context, depth, parent, effect });
  const below = asList(members['provision']).map((one) => {
    const inner = asRecord(one);
    const other = effect === 'deny' ? 'permit' : 'deny';
    const type = inner['type'] === 'permit' || inner['type'] === 'deny' ? inner['type'] : other;
    return provision(inner, { context, depth: depth + 1, parent: rule, effect: type });
  });
  const known = unread.length === 0 || effect === 'deny';
  return {
    rules: [...(known ? [rule] : []), ...below.flatMap(({ rules }) => rules)],
    passedOver: below.flatMap(({ passedOver }) => passedOver),
    unread: [...unread.map((what) => ({ consent: context.id, what })), ...below.flatMap((one) => one.unread)],
  };
}

function narrowed(
  members: Members,
  { context, depth, parent, effect }: Placed,
): { rule: ConsentRule; unread: readonly string[] } {
  const { classOfType, organizationsOf } = context.reading.vocabulary;
  const unread: string[] = [];
  const read = <T>(all: readonly Coding[], of: (coding: Coding) => T | undefined): readonly T[] | undefined => {
    if (all.length === 0) return undefined;
    const missing = all.filter((coding) => of(coding) === undefined);
    unread.push(...missing.map(({ system, code }) => `${system ?? ''}|${code ?? ''}`));
    // What cannot be read widens a denial to all there is of it.
    return missing.length > 0 ? undefined : all.flatMap((coding) => of(coding) ?? []);
  };
  const actors = asList(members['actor']).map(asRecord);
  const who = (custodians: boolean) => {
    const some = actors.filter((actor) => CUSTODIANS.has(codings(actor['role'])[0]?.code ?? '') === custodians);
    return read(
      some.map((actor) => ({ code: String(asRecord(actor['reference'])['reference'] ?? '') })),
      ({ code = '' }) => (code.startsWith('Organization/') ? [code] : organizationsOf?.(code)),
    )?.flat();
  };
  const list = (name: string) =>
    asList(members[name]).flatMap((one) => ('coding' in asRecord(one) ? codings(one) : [asRecord(one) as Coding]));
  const own = {
    viewers: who(false),
    recorders: who(true),
    classes: read(list('class'), (coding) => classOf(coding, classOfType)),
    labels: read(list('securityLabel'), labelOf),
    purposes: read(list('purpose'), purposeOf),
    items: items(members),
  };
  // Codes of single conditions are told by labels (HIV, TB...); one that no label tells cannot be read.
  read(list('code'), labelOf);
  const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  // An exception stands within what it is an exception of.
  const { consent: _, since: __, depth: ___, effect: ____, ...outer } = parent ?? ({} as ConsentRule);
  const rule = {
    ...outer,
    ...set,
    effect,
    consent: context.id,
    depth,
    ...(context.since ? { since: context.since } : {}),
  };
  return { rule, unread };
}

/** Participation roles of those who hold or wrote the record; every other actor is one who would look. */
const CUSTODIANS: ReadonlySet<string> = new Set(['CST', 'AUT', 'INF', 'CUST', 'custodian', 'author']);

function items(members: Members): readonly string[] | undefined {
  const found = asList(members['data']).map((one) => String(asRecord(asRecord(one)['reference'])['reference'] ?? ''));
  return found.length > 0 ? found : undefined;
}

function concerns({ items }: ConsentRule, item: string | undefined): boolean {
  return items === undefined || (item !== undefined && items.includes(item));
}

export function covers(period: Members, today: Day): boolean {
  const start = String(period['start'] ?? '').slice(0, 10);
  const end = String(period['end'] ?? '').slice(0, 10);
  return (start === '' || start <= today) && (end === '' || end >= today.slice(0, end.length));
}

function wordsOf({ effect, recorders, classes, labels, viewers, since, consent }: ConsentRule): string {
  const plain = (all: readonly PartyRef[]) => listed(all.map((one) => one.replace('Organization/', '')));
  const what = classes ? listed(classes.map((one) => CLASS_WORDS[one])) : 'everything';
  const labelled = labels
    ? ` labelled ${listed(
        labels.map((one) => LABEL_WORDS[one]),
        'or',
      )}`
    : '';
  const by = recorders ? ` recorded by ${plain(recorders)}` : '';
  const to = viewers ? ` to ${plain(viewers)}` : '';
  const when = since ? ` on ${dayWords(since)}` : '';
  return `The person ${effect === 'deny' ? 'denied' : 'permitted'} ${what}${labelled}${by}${to}${when} (${consent}).`;
}

export function codings(value: unknown): readonly Coding[] {
  return asList(asRecord(value)['coding']).map((one) => asRecord(one) as Coding);
}

export function asRecord(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
