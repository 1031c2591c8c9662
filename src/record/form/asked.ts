import type { Access } from '#agreement';
import { dayIn, endOfDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { FormAnswers, FormAsked } from './contract.ts';
import { ASKED_MAX, askedBetween } from './form.queries.ts';

type Question = Parameters<FormAnswers['asked']>[1];

/** Whom a form was asked of themself. Answered to what counts for the partnership: it tells how many, and nobody of whom. */
export async function askedOf(
  { store, zone }: Pick<Services, 'store' | 'zone'>,
  access: Access,
  { address, from, to }: Question,
): Promise<Outcome<readonly FormAsked[]>> {
  if (access.role !== 'system') {
    const text =
      'Whom a form was asked of is told to what counts answers. Ask for the figure, or look at the page of the person.';
    return refuse('forbidden', 'record.form-asked', text);
  }
  const span = { from: new Date(endOfDay(zone, plusDays(from, -1))), until: new Date(endOfDay(zone, to)) };
  const rows = await askedBetween(store, address, span);
  if (rows.length > ASKED_MAX) {
    const text = `More than ${ASKED_MAX} were asked between ${from} and ${to}; ask for fewer days.`;
    return refuse('too-costly', 'record.form-asked-long', text);
  }
  return accepted(rows.map(({ bkt, cmp, asked }) => ({ bkt, cmp, on: dayIn(zone, asked.getTime()) })));
}
