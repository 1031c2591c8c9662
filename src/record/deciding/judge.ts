import { type Access, ageRule, birthday, type Jurisdiction, labelBits, type Matter } from '#agreement';
import { type Day, day, dayIn, endOfDay, isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Transaction } from '#store';
import { seenBy } from '../person/whose.ts';
import type { WishedJudgement } from './contract.ts';
import { isYoung, type Known, knownOf } from './facts.ts';
import { keepUnderstanding, type UnderstandingRow } from './understanding.queries.ts';

const NAME_MIN = 3;
const NAME_MAX = 200;
const REASON_MIN = 10;
const REASON_MAX = 4_000;

type Judging = {
  readonly services: Services;
  readonly access: Access;
  readonly person: string;
  readonly known: Known;
  readonly law: Jurisdiction;
  readonly matter: Matter;
  readonly born: Day;
  readonly row: Pick<UnderstandingRow, 'bkt' | 'cmp'>;
};

/** From now on the young person decides this. Who sits there as a parent sees no more what tells of it, until the person lets them in. */
export async function judge(
  services: Services,
  access: Access,
  asked: string,
  wish: WishedJudgement,
): Promise<Outcome<true>> {
  const judging = await judgingOf(services, access, asked, wish.matter);
  if (!judging.ok) return judging;
  const fit = checked(judging.value, wish);
  if (!fit.ok) return fit;
  const { law, matter, born, person } = judging.value;
  const until = birthday(born, law.adultFromAge);
  const said = { found: day(wish.on), found_by: wish.by.trim(), until, reason: wish.reason.trim(), understands: true };
  await services.store.write(async (transaction) => {
    await endedBefore(judging.value, transaction);
    const id = await kept(judging.value, transaction, said);
    await services.proxies?.bar(transaction, {
      id: barOf(id),
      person: `Person/${person}`,
      proxy: 'parent',
      ...(matter.labels ? { labels: labelBits(...matter.labels) } : {}),
      begins: services.now(),
      ends: endOfDay(services.zone, plusDays(until, -1)),
    });
  });
  await services.ports.audit.note(access, { action: 'judge-understanding', outcome: 'done', person });
  return accepted(true);
}

/** It no longer holds: a row that says so, and who sits there as a parent sees what they saw. */
export async function withdrawJudgement(
  services: Services,
  access: Access,
  asked: string,
  wish: { readonly matter: string; readonly reason: string },
): Promise<Outcome<true>> {
  const judging = await judgingOf(services, access, asked, wish.matter);
  if (!judging.ok) return judging;
  const { known, matter, person } = judging.value;
  const last = known.judged.find((one) => one.matter === matter.id);
  if (last === undefined) {
    const text = 'No judgement about this is in force: look again at who decides it.';
    return refuse('conflict', 'record.nothing-judged', text, 'matter');
  }
  if (!isReason(wish.reason)) return noReason();
  const today = dayIn(services.zone, services.now());
  const found_by = access.name ?? access.principal;
  const said = { found: today, found_by, until: last.until, reason: wish.reason.trim(), understands: false };
  await services.store.write(async (transaction) => {
    await endedBefore(judging.value, transaction);
    await kept(judging.value, transaction, said);
  });
  await services.ports.audit.note(access, { action: 'withdraw-understanding', outcome: 'done', person });
  return accepted(true);
}

/** Whoever may judge, somebody young whom they see, and something that the law of the place lets be judged. */
async function judgingOf(services: Services, access: Access, asked: string, named: string): Promise<Outcome<Judging>> {
  const law = lawIn(services.zone);
  if (!mayJudge(law, access)) return notAJudge();
  const seen = await seenBy(services, access, asked);
  if (!seen.ok) return seen;
  const { person, compartments: places } = seen.value;
  const matter = (law.matters ?? []).find(({ id }) => id === named);
  if (matter === undefined) return refuse('value', 'record.matter', 'Choose what it is about.', 'matter');
  const known = await knownOf(services, services.store, { access, person, places });
  const { born } = known;
  const [row] = places;
  if (born === undefined || row === undefined) {
    const text = 'No whole birth date is recorded, so nobody knows whether they are young. Record it first.';
    return refuse('business-rule', 'record.birth-date', text);
  }
  return accepted({ services, access, person, known, law, matter, born, row });
}

export function mayJudge(law: Jurisdiction, { role }: Access): boolean {
  return (law.judges ?? []).includes(role);
}

export function notAJudge(): Outcome<never> {
  const text = 'What a young person understands is judged by a clinician or social worker who sees their record.';
  return refuse('forbidden', 'record.not-a-judge', text);
}

function checked({ services, known, law, matter, born }: Judging, wish: WishedJudgement): Outcome<true> {
  const today = dayIn(services.zone, services.now());
  const rule = ageRule(law, matter.id);
  if (!isYoung(law, known, matter.id, today)) {
    return refuse(
      'business-rule',
      'record.decides-by-age',
      'They decide this by their age: nothing is to be judged.',
      'matter',
    );
  }
  if (!rule?.soonerIfUnderstands) {
    const text = `The law of the place does not let this be judged: ${rule?.words ?? ''} (${rule?.law ?? ''})`;
    return refuse('business-rule', 'record.no-judgement', text, 'matter');
  }
  if (!isDay(wish.on) || wish.on > today || wish.on < born) {
    return refuse('value', 'record.finding-day', 'Give the day on which it was found, today or before.', 'on');
  }
  if (wish.by.trim().length < NAME_MIN || wish.by.length > NAME_MAX) {
    return refuse('required', 'record.finding-by', 'Say who found it.', 'by');
  }
  return isReason(wish.reason) ? accepted(true) : noReason();
}

async function endedBefore({ services, known, matter }: Judging, transaction: Transaction): Promise<void> {
  for (const one of known.judged.filter(({ matter: of }) => of === matter.id)) {
    await services.proxies?.endBar(transaction, barOf(one.id));
  }
}

async function kept(
  { services, access, matter, row }: Judging,
  transaction: Transaction,
  said: Pick<UnderstandingRow, 'found' | 'found_by' | 'until' | 'reason' | 'understands'>,
): Promise<string> {
  const id = services.newId();
  await keepUnderstanding(transaction, {
    id,
    bkt: row.bkt,
    cmp: row.cmp,
    organization: access.organization,
    matter: matter.id,
    ...said,
    at: new Date(services.now()),
    entered_by: access.name ?? access.principal,
  });
  return id;
}

function barOf(id: string): string {
  return `understanding/${id}`;
}

function isReason(reason: string): boolean {
  return reason.trim().length >= REASON_MIN && reason.length <= REASON_MAX;
}

function noReason(): Outcome<never> {
  const text = 'Write what shows it: what was explained, and what they said of it.';
  return refuse('required', 'record.judgement-reason', text, 'reason');
}
