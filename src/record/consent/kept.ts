import {
  classBits,
  type ConsentDecision,
  consentDecision,
  consentDenied,
  consentGiven,
  DATA_CLASSES,
  type DataClass,
  type Purpose,
} from '#agreement';
import type { Day } from '#base';
import { isResourceType } from '#fhir';
import { classOf, type Kept } from '#repository';
import { actorsIn, named } from './actor.ts';

/** What one person's Consents mean for the rows of those who look at them. */
export type Wishes = {
  readonly keptFrom: (organization: string, purpose: Purpose) => Kept;
  readonly given: (organization: string, purpose: Purpose) => boolean;
  /** Whether anything is kept back from anybody. */
  readonly none: boolean;
};

/** Who an actor's name means: the partner's own 'Organization/x'. */
export type Naming = ReadonlyMap<string, { readonly organization: string }>;

const NOTHING: Kept = { organizations: [], labels: 0, classes: 0 };
export const NO_WISHES: Wishes = { keptFrom: () => NOTHING, given: () => false, none: true };

/** Every name of an organisation in what was said. */
export function namesIn(said: readonly string[]): readonly string[] {
  return [...new Set(said.flatMap((one) => actorsIn(JSON.parse(one))))];
}

/** The wishes that hold on a day. `keyOf`: short numbers of organisations; who has none has recorded nothing to keep back. */
export function wishesOf(
  said: readonly string[],
  today: Day,
  { naming, keyOf }: { readonly naming: Naming; readonly keyOf: (organization: string) => number | undefined },
): Wishes {
  if (said.length === 0) return NO_WISHES;
  const consents = said.map((one) => named(JSON.parse(one), naming));
  const decision = consentDecision(consents, today, { classOfType });
  if (decision.rules.length === 0) return NO_WISHES;
  return {
    keptFrom: (organization, purpose) => keptBy(decision, { organization, purpose, keyOf }),
    given: (organization, purpose) => consentGiven(decision, organization, purpose),
    none: decision.rules.every(({ effect }) => effect === 'permit'),
  };
}

type Viewing = {
  readonly organization: string;
  readonly purpose: Purpose;
  readonly keyOf: (organization: string) => number | undefined;
};

function keptBy(decision: ConsentDecision, { organization, purpose, keyOf }: Viewing): Kept {
  const denied = consentDenied(decision, organization, purpose);
  const organizations = denied.organizations.flatMap((one) => keyOf(one) ?? []).sort((a, b) => a - b);
  // Every class, so that whoever records something later is kept back too.
  return { organizations, labels: denied.labels, classes: denied.everything ? EVERY_CLASS : denied.classes };
}

const EVERY_CLASS = classBits(...DATA_CLASSES);

function classOfType(type: string): DataClass | undefined {
  return isResourceType(type) ? DATA_CLASSES[classOf(type, {})] : undefined;
}
