import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import { type Places, placesOn } from '../places.ts';
import { allProgrammes } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { mayRead } from '../stakeholder/may.ts';
import type { PoliciesView, PolicyAnswers, PolicyView } from './contract.ts';
import { allPolicies } from './policy.queries.ts';
import { nearestHooks, type PolicyState, standingOf } from './said.ts';

export function mayWrite(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && (access.role === 'programme-lead' || access.role === 'commissioner');
}

export async function all(acting: Acting, access: Access): Promise<Outcome<PoliciesView>> {
  const book = acting.current.book();
  if (!mayRead(book, access)) return noPolicy();
  const policies = await allPolicies(acting.store);
  const places = placesOn(acting, book);
  return accepted({
    policies: await Promise.all(policies.map((each) => viewOf(each, book, places))),
    programmes: await programmesOn(acting, book, policies),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { write: mayWrite(book, access) },
  });
}

export async function one(acting: Acting, access: Access, id: string): ReturnType<PolicyAnswers['one']> {
  const found = await all(acting, access);
  if (!found.ok) return found;
  const { policies, partners, may, programmes } = found.value;
  const policy = policies.find((each) => each.id === id);
  return policy ? accepted({ ...policy, partners, may, programmes }) : noPolicy();
}

/** Counted links, and no score: what rests on no policy in effect is shown the nearest. */
async function programmesOn(
  { store }: Acting,
  { today }: OpenBook,
  policies: readonly PolicyState[],
): Promise<PoliciesView['programmes']> {
  const current = policies.filter((each) => standingOf(each, today) === 'in-effect');
  return (await allProgrammes(store)).map(({ id, deeds }) => {
    const { name, aim, drivers, changes } = programmeState({ deeds });
    const rests = current.filter((each) => each.rests.some(({ programme }) => programme === id)).length;
    const text = [name, aim, ...[...drivers, ...changes].map(({ words }) => words)].join(' ');
    return { id, name, rests, hooks: rests > 0 ? [] : nearestHooks(text, policies, today) };
  });
}

async function viewOf(policy: PolicyState, { today }: OpenBook, places: Places): Promise<PolicyView> {
  const { id, name, source, from, until, withdrawn, objectives, opens, rests } = policy;
  return {
    id,
    name,
    source,
    from,
    ...(until === undefined ? {} : { until }),
    standing: standingOf(policy, today),
    ...(withdrawn ? { withdrawn: { on: withdrawn.on, why: withdrawn.why } } : {}),
    objectives,
    opens: opens.map(({ what, words, until: by }) => ({ what, words, ...(by === undefined ? {} : { until: by }) })),
    rests: await Promise.all(
      rests.map(async ({ id: rest, kind, words, programme, owner }) => ({
        id: rest,
        kind,
        words,
        ...(programme === undefined ? {} : { programme }),
        owner: await places(owner),
      })),
    ),
  };
}

export function noPolicy(): Outcome<never> {
  return refuse(
    'not-found',
    'governance.no-policy',
    'There is no such policy, or nothing of that name is said of one.',
  );
}
