import type { Access } from '#agreement';
import { dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { type Reader, sql, type Transaction } from '#store';
import { type About, deciding, isYoung, knownOf } from '../deciding/facts.ts';
import type { Finding } from './contract.ts';
import { keptReview, owedReview } from './owed.ts';
import { type RequestRow, requestsAbout } from './request.queries.ts';
import { step } from './requests.ts';
import { noRequest, personOf, requestToMine } from './whose.ts';

const DECISION = 'sharing';
const WORDS_MIN = 3;
const REASON_MIN = 10;
const WORDS_MAX = 4_000;
const NAME_MAX = 200;

/**
 * Writes down what was found about whether somebody can decide about sharing themself. It undoes nothing: an objection that was refused stays refused, and what
 * was refused before is looked at again by a day, with whoever decides for the person now.
 */
export async function found(
  services: Services,
  access: Access,
  { id, finding }: { readonly id: string; readonly finding: Finding },
): Promise<Outcome<true>> {
  const row = await requestToMine(services, access, id);
  if (!row.ok) return row;
  if (row.value.kind !== 'object') return noRequest();
  const fit = checked(services, finding);
  if (!fit.ok) return fit;
  const { person, places } = await personOf(services, services.store, row.value);
  const refused = (await requestsAbout(services.store, places)).filter(
    (one) => one.kind === 'object' && one.decision === 'refused' && one.organization === access.organization,
  );
  return services.store.write(async (transaction) => {
    await keepFinding(services, transaction, access, { row: row.value, finding });
    const words = await stepWords(services, transaction, { access, person, places }, finding);
    const about = new Map([row.value, ...refused].map((one) => [one.id, one]));
    for (const one of about.keys())
      await step(services, { transaction, access, id: one }, 'Who decides about sharing', words);
    if (!finding.able) for (const one of refused) await askedToReview(services, transaction, access, one);
    return accepted(true);
  });
}

/** What the person reads of it. Where who decides is another than their pages can say, it says no more than what was found. */
async function stepWords(
  services: Services,
  transaction: Transaction,
  about: About,
  { able }: Finding,
): Promise<string> {
  const decider = await deciderOf(services, transaction, about);
  const unmarked = await deciderOf(services, transaction, { ...about, unmarked: true });
  if (decider !== unmarked) return `Somebody found that the person ${able ? 'can' : 'cannot'} decide it.`;
  return decider ?? 'Somebody found that the person can decide it.';
}

function checked({ zone, now }: Services, { on, by, speaker, advocate = '' }: Finding): Outcome<true> {
  if (!isDay(on) || on > dayIn(zone, now())) {
    return refuse('value', 'record.finding-day', 'Give the day on which it was found, today or before.', 'on');
  }
  const names = [by, ...(speaker ? [speaker.name] : [])];
  if (names.some((one) => one.trim().length < WORDS_MIN) || [...names, advocate].some((one) => one.length > NAME_MAX)) {
    return refuse('required', 'record.finding-by', 'Say who found it, and who decides for the person.', 'by');
  }
  return accepted(true);
}

/** Who decides about sharing for the person today, in words; undefined where they do, by their age and since nobody found that they cannot. */
export async function deciderOf(services: Services, reader: Reader, about: About): Promise<string | undefined> {
  const known = await knownOf(services, reader, about);
  const found = known.findings.some(({ decision, able }) => decision === DECISION && !able);
  const law = lawIn(services.zone);
  if (!found && !isYoung(law, known, DECISION, dayIn(services.zone, services.now()))) return undefined;
  const decider = deciding(services, known, DECISION);
  return decider.with.length === 0 ? decider.words : `${decider.words} ${decider.with.join(', ')} takes part.`;
}

/** It was looked at again: it stands, or what came of it is another objection, made by whoever decides now. */
export async function reviewed(
  services: Services,
  access: Access,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome<true>> {
  const row = await requestToMine(services, access, id);
  if (!row.ok) return row;
  if (words.trim().length < REASON_MIN || words.length > WORDS_MAX) {
    const text = 'Write what you looked at, with whom, and what came of it; the person reads it.';
    return refuse('required', 'record.review-again', text, 'words');
  }
  return services.store.write(async (transaction) => {
    const at = new Date(services.now());
    const [done] = await transaction.all<{ readonly id: string }>(sql`
      update record_objection_review set done = ${at}, words = ${words.trim()} where request = ${id} and done is null returning id`);
    if (done === undefined) {
      return refuse(
        'conflict',
        'record.nothing-to-review',
        'Nothing about this objection waits to be looked at again.',
      );
    }
    await keptReview(services, transaction, access, { id: done.id, request: id });
    await step(services, { transaction, access, id }, 'Looked at again', words.trim());
    return accepted(true);
  });
}

export async function waitsForReview(reader: Reader, request: string): Promise<boolean> {
  const one = await reader.first(
    sql`select 1 as one from record_objection_review where request = ${request} and done is null`,
  );
  return one !== undefined;
}

async function askedToReview(
  services: Services,
  transaction: Transaction,
  access: Access,
  row: RequestRow,
): Promise<void> {
  if (await waitsForReview(transaction, row.id)) return;
  const id = services.newId();
  const obligation = await owedReview(services, transaction, access, { id, row });
  await transaction.run(sql`insert into record_objection_review (id, request, obligation, opened)
    values (${id}, ${row.id}, ${obligation}, ${new Date(services.now())})`);
}

async function keepFinding(
  services: Services,
  transaction: Transaction,
  access: Access,
  { row, finding }: { readonly row: RequestRow; readonly finding: Finding },
): Promise<void> {
  const { able, on, by, speaker, advocate = '' } = finding;
  await transaction.run(sql`
    insert into record_capacity (id, bkt, cmp, organization, decision, able, found, found_by, speaker, speaks_as, advocate, at, entered_by)
    values (${services.newId()}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${DECISION}, ${able}, ${on}::date, ${by.trim()},
      ${able ? null : (speaker?.name.trim() ?? null)}, ${able ? null : (speaker?.as ?? null)},
      ${able || advocate.trim() === '' ? null : advocate.trim()}, ${new Date(services.now())}, ${access.name ?? access.principal})`);
}
