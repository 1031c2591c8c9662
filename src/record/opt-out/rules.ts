import { IDENTIFIABILITY_WORDS, type OptOutRule, type Purpose } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { OptOutKind } from './contract.ts';

const USES: Readonly<Record<Purpose, string>> = {
  'direct-care': 'giving care',
  planning: 'planning services and research',
  payment: 'paying for care',
  audit: 'checking that data is used properly',
  'own-record': 'reading one’s own record',
};

/** The opt-outs of the place, as its pack has them. */
export function rulesOf({ zone }: Pick<Services, 'zone'>): readonly OptOutRule[] {
  return lawIn(zone).optOuts;
}

export function ruleOf(services: Pick<Services, 'zone'>, id: string): OptOutRule | undefined {
  return rulesOf(services).find((rule) => rule.id === id);
}

export function kindOf({
  id,
  law,
  words,
  purposes,
  notFor,
  unlessLawRequires,
  unlessConsented,
}: OptOutRule): OptOutKind {
  return {
    id,
    law,
    words,
    uses: purposes.map((purpose) => USES[purpose]),
    notFor: [
      ...notFor.map((one) => `what is given ${IDENTIFIABILITY_WORDS[one]}`),
      ...(unlessLawRequires ? ['what the law requires'] : []),
      ...(unlessConsented ? ['a use that you agreed to yourself'] : []),
    ],
  };
}

export function noRule(): Outcome<never> {
  const text = 'The law of the place has no such opt-out. Choose one of those named.';
  return refuse('required', 'record.opt-out-rule', text, 'rule');
}
