import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { selfOf } from '../consent/share.ts';
import type { AlertChoice } from '../contract.ts';
import { endRefusals, keepRefusal, refusalIn } from './refusal.queries.ts';

type RiskAnswer = { readonly alertRisk?: () => { readonly law: string; readonly risk: string } | undefined };

/** What somebody has chosen about alerts, and what refusing them means. */
export async function alertChoice(services: Services, access: Access): Promise<Outcome<AlertChoice>> {
  const mine = await selfOf(services, access);
  if (!mine.ok) return mine;
  const refusal = await refusalIn(services.store, mine.value.places);
  return accepted({
    ...riskOf(services),
    ...(refusal ? { refused: { since: refusal.at.toISOString(), told: refusal.words } } : {}),
  });
}

/** Refuses alerts. The words that the person was shown are kept with it: nobody refuses what they were not told. */
export async function refuseAlerts(
  services: Services,
  access: Access,
  said: { readonly understood: boolean; readonly risk: string },
): Promise<Outcome<true>> {
  const mine = await selfOf(services, access);
  if (!mine.ok) return mine;
  const { risk } = riskOf(services);
  if (!said.understood || said.risk !== risk) {
    const text = 'Read what may happen without alerts, and say that you have understood it.';
    return refuse('required', 'record.alert-risk', text, 'understood');
  }
  const [place] = mine.value.places;
  if (!place || (await refusalIn(services.store, mine.value.places))) return accepted(true);
  const row = { ...placeOf(place), id: services.newId(), words: risk, by: access.name ?? access.principal };
  await services.store.write((transaction) => keepRefusal(transaction, { ...row, at: new Date(services.now()) }));
  return accepted(true);
}

export async function allowAlerts(services: Services, access: Access): Promise<Outcome<true>> {
  const mine = await selfOf(services, access);
  if (!mine.ok) return mine;
  await services.store.write((transaction) => endRefusals(transaction, mine.value.places, new Date(services.now())));
  return accepted(true);
}

const RISK =
  'Without alerts somebody may prescribe a medicine that you are allergic to, or that must not be taken with another, because they cannot see it. That can do serious harm.';

function riskOf({ answers }: Services): { readonly law?: string; readonly risk: string } {
  return (answers['governance'] as RiskAnswer | undefined)?.alertRisk?.() ?? { risk: RISK };
}

function placeOf({ bkt, cmp }: Compartment): Compartment {
  return { bkt, cmp };
}
