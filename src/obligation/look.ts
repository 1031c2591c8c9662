import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { noObligation } from './change.ts';
import type { Engine } from './engine.ts';
import { happeningsOf } from './keep.queries.ts';
import { found, limitOf, listed, placeAfter, type Side } from './lists.queries.ts';
import {
  asTold,
  auditShown,
  committed,
  happeningViews,
  namesOf,
  referencesSeen,
  saysWhy,
  viewOf,
  whyOf,
} from './show.ts';
import type { ObligationList, ObligationView, Question } from './view.ts';

/** A list for a seat. What concerns a person is in the audit before it is answered. */
export async function look(
  engine: Engine,
  access: Access,
  side: Side,
  question: Question = {},
): Promise<ObligationList> {
  const now = engine.now();
  const listing = { seer: access, overseers: engine.overseers(), side, question, now: new Date(now) };
  const rows = await listed(engine.store, listing);
  const page = rows.slice(0, limitOf(question));
  const names = await namesOf(engine);
  const showing = { seer: access, now, names, seen: await referencesSeen(engine, access, page) };
  await auditShown(engine, access, page);
  const last = page.at(-1);
  const happenings = await happeningsOf(
    engine.store,
    page.filter(saysWhy).map(({ id }) => id),
  );
  const items = page.map((row) => {
    const view = { ...viewOf(row, showing), ...whyOf(row, happenings.get(row.id) ?? [], names) };
    return asTold(row, access, now, { ...view, ...committed(row, view, access, now) });
  });
  return rows.length > page.length && last ? { items, next: placeAfter(last, question) } : { items };
}

/** One, with what happened to it; what may not be seen is not there. */
export async function lookAt(engine: Engine, access: Access, id: string): Promise<Outcome<ObligationView>> {
  const row = await found(engine.store, access, engine.overseers(), id);
  if (row === undefined) return noObligation(id);
  const happenings = await happeningsOf(engine.store, [row.id]);
  const names = await namesOf(engine);
  const seen = await referencesSeen(engine, access, [row]);
  await auditShown(engine, access, [row]);
  const view = viewOf(row, { seer: access, now: engine.now(), names, seen });
  const past = happenings.get(row.id) ?? [];
  const holders = view.may.handOver
    ? { holders: await engine.holders(engine.store, view.owner.organization, view.owner.role) }
    : {};
  const why = { ...view, ...whyOf(row, past, names) };
  const happened = happeningViews(row, past, names);
  const whole = { ...why, ...committed(row, why, access, engine.now()), ...holders, happenings: happened };
  return accepted(asTold(row, access, engine.now(), whole));
}
