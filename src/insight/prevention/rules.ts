import { type Day, plusMonths } from '#base';
import pack from '#packs/opportunistic/pack.json' with { type: 'json' };
import { happened } from '../fact.ts';
import { birthday, numberOf } from '../timeline.ts';
import type { Prompt } from './contract.ts';

export type PromptRule = {
  readonly id: string;
  readonly offer: string;
  readonly programme: string;
  /** The pack that an agreement counts by where it joins the two programmes. */
  readonly pack: string;
  readonly attending: readonly { readonly words: string; readonly codes: readonly string[] }[];
  readonly done: readonly string[];
  readonly everyMonths: number;
  readonly fromAge: number;
  readonly condition: readonly string[];
  /** What is to be done about a high result; absent where nothing follows by itself. */
  readonly task?: string;
};

export const RULES: readonly PromptRule[] = pack.rules;
export const RULES_TITLE = `${pack.title} (${pack.id} ${pack.version})`;

export type Loose = Readonly<Record<string, unknown>>;

/** What of somebody's record a seat may see, resource by resource. */
export type Visible = { readonly resources: readonly Loose[]; readonly today: Day };

const OFF = ['cancelled', 'entered-in-error', 'noshow', 'unknown'];

/** What is due elsewhere for who is here today. Pure. */
export function promptsOf(rules: readonly PromptRule[], seen: Visible): readonly Prompt[] {
  const here = hereOf(seen);
  if (here.length === 0) return [];
  return rules.flatMap((rule) => {
    const attending = rule.attending.find(({ codes }) => attends(codes, here, seen.resources));
    if (!attending || !ofAge(rule.fromAge, seen)) return [];
    const last = lastOf(rule.done, seen);
    if (last !== undefined && last > plusMonths(seen.today, -rule.everyMonths)) return [];
    const { id, offer, programme, everyMonths } = rule;
    const because = `Here today for ${attending.words}; ${last ? 'not' : 'none'} recorded in ${everyMonths} months that this seat sees.`;
    return [{ rule: id, offer, programme, because, ...(last ? { last } : {}) }];
  });
}

export function hasCondition({ condition }: PromptRule, resources: readonly Loose[]): boolean {
  return resources.some((one) => one['resourceType'] === 'Condition' && isActive(one) && coded(one, condition));
}

/** Types of which a contact of today is one. */
export const CONTACTS: readonly string[] = ['Encounter', 'Appointment'];

/** What brings somebody here today: without it nothing is offered, whatever else is recorded. */
export function hereOf({ resources, today }: Visible): readonly Loose[] {
  return resources.filter((one) => isHere(one, today));
}

/** A contact of today that was not called off: one that takes place, or is booked. */
function isHere(resource: Loose, today: Day): boolean {
  const { resourceType, status, start } = resource;
  if (OFF.includes(String(status))) return false;
  if (resourceType === 'Encounter') return happened('Encounter', resource) === today;
  return resourceType === 'Appointment' && typeof start === 'string' && start.slice(0, 10) === today;
}

/** By what the contact says it is for, else by what they are treated for. */
function attends(codes: readonly string[], here: readonly Loose[], all: readonly Loose[]): boolean {
  const fields = ['reasonCode', 'type', 'serviceType'];
  if (here.some((one) => coded(one, codes, fields))) return true;
  return all.some((one) => one['resourceType'] === 'Condition' && isActive(one) && coded(one, codes));
}

function isActive(condition: Loose): boolean {
  const status = codesIn(condition['clinicalStatus'])[0];
  const verified = codesIn(condition['verificationStatus'])[0];
  return (
    !['inactive', 'remission', 'resolved'].includes(status ?? '') &&
    !['refuted', 'entered-in-error'].includes(verified ?? '')
  );
}

function ofAge(from: number, { resources, today }: Visible): boolean {
  const born = resources.find((one) => one['resourceType'] === 'Patient' && typeof one['birthDate'] === 'string')?.[
    'birthDate'
  ];
  // Whose age is not known is offered it: leaving them out would hide a gap behind another.
  if (typeof born !== 'string') return true;
  const day = (born.length === 10 ? born : born.length === 7 ? `${born}-01` : `${born}-01-01`) as Day;
  return birthday(day, from) <= numberOf(today);
}

function lastOf(codes: readonly string[], { resources, today }: Visible): Day | undefined {
  return resources
    .filter((one) => one['resourceType'] === 'Observation' && !OFF.includes(String(one['status'])) && coded(one, codes))
    .flatMap((one) => happened('Observation', one) ?? [])
    .filter((day) => day <= today)
    .sort()
    .at(-1);
}

function coded(resource: Loose, codes: readonly string[], fields: readonly string[] = ['code']): boolean {
  const found = fields.flatMap((name) => listOf(resource[name]).flatMap(codesIn));
  return found.some((one) => codes.some((code) => one === code || one.startsWith(`${code}.`)));
}

function codesIn(concept: unknown): readonly string[] {
  return listOf((concept as Loose | undefined)?.['coding']).flatMap(({ code }) =>
    typeof code === 'string' ? [code] : [],
  );
}

function listOf(value: unknown): readonly Loose[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Loose => typeof one === 'object' && one !== null);
}
