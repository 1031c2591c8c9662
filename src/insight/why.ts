import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type AgreementsAnswer, askAgreed } from './agreed.ts';
import type { CountedPack } from './catalogue.ts';
import { countedAs } from './coding/counted-as.ts';
import { type Asked, checkOf, noPerson, personOf, shown } from './checks.ts';
import type { Why, WhyDefinition, WhyFact } from './contract.ts';
import { definitionOf } from './definition.ts';
import { countedBy, type Fact, judge, type Known } from './evaluate.ts';
import { bornOf, nameOf, seePeople } from './seen.ts';
import { sourcesOf } from './source.ts';

type WhyServices = Pick<Services, 'store' | 'ports' | 'repository' | 'answers' | 'now' | 'zone'>;

/** Why somebody counts as they do by one measure: the rule, the facts that decided, where each came from, and whose definition it is. */
export async function why(
  services: WhyServices,
  access: Access,
  { packs, ...asked }: { readonly person: string; readonly measure: string; readonly packs: readonly CountedPack[] },
): Promise<Outcome<Why>> {
  const told = packs
    .flatMap((pack) => pack.pack.measures.map((measure) => ({ pack, measure })))
    .find(({ measure }) => measure.id === asked.measure);
  if (!told) return notCounted(asked.measure);
  const person = await personOf(services, asked.person);
  const [seen] = person === undefined ? [] : await seePeople(services, access, [person]);
  const [patient] = seen?.patients ?? [];
  if (!seen || !patient) return noPerson();
  const known = seen.known(told.pack);
  const today = dayIn(services.zone, services.now());
  const facts = decidingFacts(told, known, today);
  const sources = await sourcesOf(
    services,
    access,
    facts.flatMap(({ fact }) => fact.reference ?? []),
  );
  const counted = await countedAs(
    services,
    access,
    facts.flatMap(({ fact: { fact, reference } }) => {
      const definition = told.pack.pack.facts.find(({ id }) => id === fact);
      return reference !== undefined && definition ? [{ reference, definition }] : [];
    }),
  );
  const query = `why ${told.measure.id}`;
  await services.ports.audit.note(access, { action: 'search', outcome: 'done', person: seen.person, query });
  const born = bornOf(patient);
  return accepted({
    person: seen.person,
    name: nameOf(patient),
    ...(born ? { born } : {}),
    onRegister: judge(told.pack.pack.register, known, today).holds,
    check: checkOf(told, known, today),
    facts: facts.map(({ role, fact }): WhyFact => {
      const value = shown(told.pack, fact);
      const source = sources.get(fact.reference ?? '');
      const as = counted.get(fact.reference ?? '');
      const title = told.pack.pack.facts.find(({ id }) => id === fact.fact)?.title ?? fact.fact;
      return {
        role,
        title,
        at: fact.at,
        ...(value ? { value } : {}),
        ...(source ? { source } : {}),
        ...(as ? { counted: as } : {}),
      };
    }),
    definition: await definitionIn(services, told),
  });
}

type Deciding = { readonly role: WhyFact['role']; readonly fact: Fact };

/** Why they are on the register, why they are asked, and what the answer rests on; what is all three is told once. */
export function decidingFacts({ pack, measure }: Asked, known: Known, today: Day): readonly Deciding[] {
  const verdicts = [
    ['met', judge(measure.met, known, today)],
    ['asked', countedBy(measure, known, today)],
    ['register', judge(pack.pack.register, known, today)],
  ] as const;
  const facts = verdicts.flatMap(([role, { because }]) => (because ? [{ role, fact: because }] : []));
  return facts.filter(({ fact }, at) => facts.findIndex((one) => one.fact === fact) === at);
}

/** By the agreements in force that name this very version of the pack: since the first day of the earliest of them. */
async function definitionIn({ answers }: WhyServices, { pack, measure }: Asked): Promise<WhyDefinition> {
  const { instruments } = await askAgreed(answers['governance'] as AgreementsAnswer);
  const naming = instruments
    .filter(({ clauses }) =>
      clauses.some((one) => one.clause === 'measure' && `${one.pack} ${one.version}` === pack.key),
    )
    .map(({ id, title, effective, signed }) => ({
      id,
      title,
      since: signed !== undefined && signed > effective ? signed : effective,
    }))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return {
    pack: pack.pack.id,
    version: pack.pack.version,
    title: pack.pack.title,
    rules: definitionOf(pack.pack, measure),
    agreements: naming,
  };
}

function notCounted(id: string): Outcome<never> {
  const text = `No agreement in force counts by a measure '${id.slice(0, 80)}'. Choose one of the checks of this person.`;
  return refuse('not-found', 'insight.no-measure', text);
}
