import { day } from '#base';
import { confided } from './confide.ts';
import { type Access, type AccessRow, accessFor } from './access.ts';
import { type Expr, holds } from './expr.ts';
import { filterFor, type KeyOf } from './filter.ts';
import type { Stack } from './force.ts';
import type { Clause } from './instrument.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { type Known, oracle, type World } from './oracle.testing.ts';
import { consentDecision, consentDenied } from './person/consent.ts';
import { CLASS_SYSTEM } from './person/consent-codes.ts';
import { compile } from './policy.ts';
import {
  careClause,
  council,
  elmTree,
  informClause,
  keyOf as keyOfOrganization,
  order,
  riverside,
  sharing,
  signedByAll,
  unsigned,
} from './sample.testing.ts';
import {
  classBits,
  classNumber,
  DATA_CLASSES,
  type DataClass,
  type Label,
  LABELS,
  labelBits,
  PURPOSES,
  type Purpose,
  RELATIONSHIPS,
  type Relationship,
  ROLES,
  type Role,
  relationshipBits,
} from './words.ts';

/*
 * Every cell of who (role, purpose) x what (class, labels, whose) x why (relationship) x what the person said (consent) x what an
 * app's token leaves x what was agreed: by the compiled policy, and by the second reading of the rules.
 */
const TODAY = day('2026-06-01');
const LABEL_SETS: readonly (readonly Label[])[] = [[], ['hiv'], ['mental-health', 'safeguarding'], LABELS];
const REACHES: readonly (readonly Relationship[])[] = [[], ...RELATIONSHIPS.map((one) => [one])];
/** Systems that send, with the numbers of what came by each; what is typed in has the number 1. */
const FEEDS = new Map([
  ['lab', 7],
  ['housing', 8],
]);
const keyOf: KeyOf = Object.assign((organization: string) => keyOfOrganization(organization), {
  feeds: (names: readonly string[]) => ({
    of: [...FEEDS].flatMap(([name, key]) => (names.includes(name) ? [key] : [])),
    others: [1, ...[...FEEDS].flatMap(([name, key]) => (names.includes(name) ? [] : [key]))],
  }),
});
const CAME = [undefined, 'lab', 'housing'] as const;
const OWNERS = [elmTree, riverside, council, 'Organization/stranger'];
/** Where everything of the matrix lies, and what is told by name to whoever sits in the seat. */
const HOME = { bkt: 3, cmp: '7' };
const TOLD: readonly Label[] = ['hiv', 'mental-health'];
const SCOPES = ['absent', 'reaching', 'not-reaching'] as const;

type Said = {
  readonly organizations: readonly string[];
  readonly labels: readonly Label[];
  readonly classes?: readonly DataClass[];
  /** Classes whose use is restricted. */
  readonly restricted?: readonly DataClass[];
};
const NOTHING: Said = { organizations: [], labels: [] };
const coding = (code: string) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code });
const recorder = (organization: string) => ({
  role: { coding: [{ code: 'CST' }] },
  reference: { reference: organization },
});
const active = (provision: object, more: object = {}) => ({
  id: 'c',
  status: 'active',
  dateTime: '2026-01-01',
  provision,
  ...more,
});
const denyElm = { type: 'deny', actor: [recorder(elmTree)] };
const denyHiv = { type: 'deny', securityLabel: [coding('HIV')] };

/** Consents as they come, and by hand what each means for the council's staff who care for the person. */
const CONSENTS: readonly { readonly name: string; readonly consents: readonly object[]; readonly means: Said }[] = [
  { name: 'none', consents: [], means: NOTHING },
  { name: 'permit', consents: [active({ type: 'permit' })], means: NOTHING },
  { name: 'deny an organisation', consents: [active(denyElm)], means: { organizations: [elmTree], labels: [] } },
  { name: 'deny a category', consents: [active(denyHiv)], means: { organizations: [], labels: ['hiv'] } },
  {
    name: 'deny a class',
    consents: [active({ type: 'deny', class: [{ system: CLASS_SYSTEM, code: 'results' }] })],
    means: { organizations: [], labels: [], classes: ['results'] },
  },
  {
    name: 'an exception for the council',
    consents: [active({ ...denyHiv, provision: [{ type: 'permit', actor: [{ reference: { reference: council } }] }] })],
    means: NOTHING,
  },
  { name: 'withdrawn', consents: [active(denyElm, { status: 'inactive' })], means: NOTHING },
  { name: 'expired', consents: [active({ ...denyElm, period: { end: '2026-05-31' } })], means: NOTHING },
  { name: 'a restriction', consents: [], means: { organizations: [], labels: [], restricted: DATA_CLASSES } },
  { name: 'to come', consents: [active({ ...denyElm, period: { start: '2026-06-02' } })], means: NOTHING },
];

const everyRole: Clause = {
  ...careClause,
  from: 'parties',
  to: { organizations: 'parties', roles: ROLES },
  sensitive: ['hiv'],
};
const held: Clause = { id: 'h', cites: '2', clause: 'withhold', classes: ['results'], from: [elmTree] };
const statute = order(
  { ...held },
  { rank: 'statute', clauses: [{ ...everyRole, id: 'law', cites: '2', classes: ['results'] }] },
);

/** What was agreed: nothing; sharing with alerts; the same under an order and a policy; a statute above a partnership's holding; sharing of a population alone; what some systems send, for some purposes. What is charged is shared beside it for payment. */
const STACKS: readonly Stack[] = [
  [],
  [
    signedByAll(
      sharing({
        clauses: [{ ...everyRole, safetyFloor: true, classes: ['results', 'allergies', 'problems'] }, informClause],
      }),
    ),
  ],
  [
    signedByAll(
      sharing({
        clauses: [
          everyRole,
          { ...everyRole, id: 'plan', purpose: 'planning', relationships: ['population'] },
          { ...everyRole, id: 'pay', purpose: 'payment', relationships: ['population'] },
          informClause,
        ],
      }),
    ),
    unsigned(order(held)),
    unsigned(
      order(
        { ...held, classes: ['medicines'], to: { organizations: [council] } },
        { id: 'own', rank: 'organisation', parties: sharing().parties.slice(2) },
      ),
    ),
  ],
  [
    signedByAll(sharing({ clauses: [everyRole, { ...held, cites: '4.2' }, informClause] })),
    signedByAll({ ...statute, id: 'statute' }),
  ],
  [
    signedByAll(
      sharing({
        population: {
          words: 'adults of Elm Tree with diabetes',
          organizations: [elmTree],
          fromAge: 18,
          conditions: { system: 'http://snomed.info/sct', codes: ['44054006'] },
        },
        clauses: [{ ...everyRole, safetyFloor: true, classes: ['results', 'allergies', 'problems'] }, informClause],
      }),
    ),
  ],
  [
    signedByAll(
      sharing({
        clauses: [
          { ...everyRole, safetyFloor: true, feeds: ['lab', 'housing'] },
          { ...everyRole, id: 'plan', purpose: 'planning', relationships: ['population'], feeds: ['housing'] },
          { ...held, from: 'parties', classes: DATA_CLASSES, feeds: ['housing'], purposes: ['direct-care'] },
          informClause,
        ],
      }),
    ),
    unsigned(order({ ...held, from: [riverside], feeds: ['lab'] })),
  ],
];

/** `differing`: the first cells on which the two do not agree, in words; `differences`: how many there are. */
export type Outcomes = {
  readonly cells: number;
  readonly visible: number;
  readonly differing: readonly string[];
  readonly differences: number;
};
const DIFFERING_MAX = 20;

/** In the population, and out of it by each thing that it asks, by turns. */
const KNOWN: readonly Known[] = [
  { registeredWith: [elmTree], born: [day('2008-06-01')], conditions: diabetes(riverside) },
  { registeredWith: [riverside], born: [day('1961-06-01')], conditions: diabetes(riverside) },
  { registeredWith: [elmTree], born: [day('2008-06-02')], conditions: diabetes(riverside) },
  { registeredWith: [elmTree], born: [day('1961-06-01')], conditions: diabetes('Organization/stranger') },
  { registeredWith: [elmTree, council], born: [day('1961-06-01')], conditions: diabetes(council) },
];
function diabetes(by: string): Known['conditions'] {
  return [{ code: 'http://snomed.info/sct|44054006', by }];
}

const PEOPLE = CONSENTS.flatMap((consent) => REACHES.map((relationships) => ({ ...consent, relationships }))).map(
  (person, at) => ({ ...person, about: KNOWN[at % KNOWN.length] as Known, told: at % 3 === 1 }),
);
/** Charged to nobody, and between some, by turns: four, so that they fall on every class, owner and token. */
const CHARGED: readonly (readonly string[])[] = [[], [council, elmTree], [riverside], [elmTree, riverside]];
const ITEMS = OWNERS.flatMap((owner) =>
  LABEL_SETS.flatMap((labels) => DATA_CLASSES.flatMap((cls) => SCOPES.map((scope) => ({ owner, labels, cls, scope })))),
).map((item, at) => ({
  ...item,
  feed: CAME[Math.floor(at / (SCOPES.length * CHARGED.length)) % CAME.length],
  chargedTo: CHARGED[Math.floor(at / SCOPES.length) % CHARGED.length] ?? [],
  row: {
    org: keyOf(item.owner) ?? 9,
    basis: FEEDS.get(CAME[Math.floor(at / (SCOPES.length * CHARGED.length)) % CAME.length] ?? '') ?? 1,
    cls: classNumber(item.cls),
    lab: labelBits(...item.labels),
    personal: true,
    home: HOME,
    typ: 7,
    charged: (CHARGED[Math.floor(at / SCOPES.length) % CHARGED.length] ?? []).map((one) => keyOf(one) ?? 9),
  },
}));

export type Running = {
  readonly step?: number;
  /** Only these units, from the first up to but not with the second: a unit is one seat under what was agreed. */
  readonly units?: readonly [from: number, until: number];
  readonly change?: (expr: Expr) => Expr;
};

const SEATS = ROLES.flatMap((role) => PURPOSES.map((purpose) => ({ role, purpose })));
export const UNITS = STACKS.length * SEATS.length;
/** Cells of a unit, and of the whole. */
const UNIT_CELLS = PEOPLE.length * ITEMS.length;
export const CELLS = UNITS * UNIT_CELLS;

/** Runs every `step`th cell. `change` spoils the compiled policy, to see that the matrix notices. */
export function runMatrix(law: Jurisdiction, { step = 1, units = [0, UNITS], change }: Running = {}): Outcomes {
  const all: Outcomes[] = [];
  for (const [at, stack] of STACKS.entries()) {
    const [from, until] = units.map((unit) => Math.min(Math.max(unit - at * SEATS.length, 0), SEATS.length)) as [
      number,
      number,
    ];
    if (from >= until) continue;
    const world: World = { stack, today: TODAY, law };
    const policy = compile(stack, TODAY, law);
    for (let seat = from; seat < until; seat += 1) {
      const { role, purpose } = SEATS[seat] as (typeof SEATS)[number];
      const filter = filterFor(policy, { organization: keyOf(council) ?? 0, role, purpose }, keyOf);
      const before = (at * SEATS.length + seat) * UNIT_CELLS;
      all.push(runUnit(world, { role, purpose, filter }, { at, before, step, change: change ?? ((expr) => expr) }));
    }
  }
  return {
    cells: all.reduce((sum, one) => sum + one.cells, 0),
    visible: all.reduce((sum, one) => sum + one.visible, 0),
    differing: all.flatMap(({ differing }) => differing).slice(0, DIFFERING_MAX),
    differences: all.reduce((sum, one) => sum + one.differences, 0),
  };
}

type Seated = { readonly role: Role; readonly purpose: Purpose; readonly filter: Expr };
/** Which stack it is, how many cells stand before the unit, and every how many are run. */
type Walk = {
  readonly at: number;
  readonly before: number;
  readonly step: number;
  readonly change: (expr: Expr) => Expr;
};

function runUnit(world: World, { role, purpose, filter }: Seated, { at, before, step, change }: Walk): Outcomes {
  const differing: string[] = [];
  let [cells, visible, differences] = [0, 0, 0];
  const plain = accessOf(change(filter));
  const told = accessOf(change(confided(filter, [{ places: [HOME], labels: labelBits(...TOLD) }])));
  for (const [index, person] of PEOPLE.entries()) {
    const access = person.told ? told : plain;
    const row = {
      ...rowOf(person.consents, purpose),
      rel: relationshipBits(...person.relationships),
      about: byKeys(person.about),
      holdCls: classBits(...(person.means.restricted ?? [])),
    };
    const known = knownOf(person);
    const first = before + index * ITEMS.length;
    // Only every so many cells: where in the list of items the next one stands.
    for (let place = (step - (first % step)) % step; place < ITEMS.length; place += step) {
      const item = ITEMS[place] as (typeof ITEMS)[number];
      const seen = holds(access[item.scope], item.row, row);
      const asked = {
        organization: council,
        role,
        purpose,
        item: { ...item, organization: item.owner, personal: true },
      };
      const truth = item.scope !== 'not-reaching' && oracle(world, { ...asked, person: known });
      cells += 1;
      if (seen) visible += 1;
      if (seen === truth) continue;
      differences += 1;
      if (differing.length < DIFFERING_MAX) differing.push(toldOf({ at, role, purpose, seen }, person, item));
    }
  }
  return { cells, visible, differing, differences };
}

type Where = { readonly at: number; readonly role: Role; readonly purpose: Purpose; readonly seen: boolean };

function toldOf(
  { at, role, purpose, seen }: Where,
  { name, relationships }: (typeof PEOPLE)[number],
  { owner, labels, cls, scope, feed }: (typeof ITEMS)[number],
): string {
  return [at, role, purpose, name, relationships, owner, labels, cls, scope, feed, seen].join(' | ');
}

function knownOf({ relationships, means, about, told }: (typeof PEOPLE)[number]) {
  return {
    ...(told ? { confidedLabels: TOLD } : {}),
    about,
    relationships,
    deniedOrganizations: means.organizations,
    deniedLabels: means.labels,
    deniedClasses: means.classes ?? [],
    restrictedClasses: means.restricted ?? [],
  };
}

function byKeys({ registeredWith, born, conditions }: Known): NonNullable<AccessRow['about']> {
  return {
    registered: registeredWith.flatMap((one) => keyOf(one) ?? []),
    born,
    conditions: conditions.map(({ code, by }) => ({ code, org: keyOf(by) ?? 9 })),
  };
}

function accessOf(filter: Expr): Readonly<Record<(typeof SCOPES)[number], Expr>> {
  const bare: Access = {
    principal: 'account/1',
    role: 'gp',
    purpose: 'direct-care',
    organization: 3,
    basis: 1,
    viewer: 3,
    filter,
    writes: 'none',
    choosesIds: false,
  };
  const scoped = (type: number): Access => {
    const reach: Expr = { op: 'type', in: [type] };
    return { ...bare, scopes: { create: reach, read: reach, update: reach, delete: reach, search: reach } };
  };
  const read = (access: Access) => accessFor(access, 'read').filter;
  return { absent: read(bare), reaching: read(scoped(7)), 'not-reaching': read(scoped(8)) };
}

const rows = new Map<string, Omit<AccessRow, 'rel'>>();

function rowOf(consents: readonly object[], purpose: (typeof PURPOSES)[number]): Omit<AccessRow, 'rel'> {
  const name = `${JSON.stringify(consents)} ${purpose}`;
  const row = rows.get(name) ?? readRow(consents, purpose);
  rows.set(name, row);
  return row;
}

function readRow(consents: readonly object[], purpose: (typeof PURPOSES)[number]): Omit<AccessRow, 'rel'> {
  const denied = consentDenied(consentDecision(consents, TODAY), council, purpose);
  const denyCls = denied.everything ? classBits(...DATA_CLASSES) : denied.classes;
  return { denyOrg: denied.organizations.map((one) => keyOf(one) ?? 9), denyLab: denied.labels, denyCls };
}
