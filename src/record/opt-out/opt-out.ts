import type { Access } from '#agreement';
import { type Day, day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { organizationOf } from '../break-glass/owed.ts';
import { agreedOf } from '../research/research.ts';
import { onePerson } from '../rights/ask.ts';
import { notAnOfficer, selfOf, type Whose } from '../rights/whose.ts';
import type { MyOptOuts, OptOutAnswers, OptOutRegister } from './contract.ts';
import { takeList } from './list.ts';
import { listsTaken } from './list.queries.ts';
import { endSaid, keepSaid, saidOf, standingAmong, standingCounts } from './opt-out.queries.ts';
import { kindOf, noRule, ruleOf, rulesOf } from './rules.ts';

/** Who has opted out of uses beyond their care: said by the person, by letter, or by a list. */
export function optOutAnswers(services: Services): OptOutAnswers {
  return {
    mine: (access) => mine(services, access),
    optOut: (access, rule) => own(services, access, { rule, back: false }),
    takeBack: (access, rule) => own(services, access, { rule, back: true }),
    register: (access) => register(services, access),
    enter: (access, said) => enter(services, access, said),
    takeList: async (access, list) => {
      if (!(await takesLists(services, access))) return notTheHost();
      return takeList(services, access, list);
    },
    among: (access, question) => among(services, access, question),
  };
}

async function mine(services: Services, access: Access): Promise<Outcome<MyOptOuts>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const rows = await saidOf(services.store, self.value.places);
  return accepted({
    kinds: rulesOf(services).map(kindOf),
    said: rows.map(({ rule, since, source, ended }) => ({ rule, since, source, ...(ended ? { ended } : {}) })),
  });
}

async function own(
  services: Services,
  access: Access,
  { rule, back }: { readonly rule: string; readonly back: boolean },
): Promise<Outcome<true>> {
  if (ruleOf(services, rule) === undefined) return noRule();
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  if (!back) return write(services, access, self.value, { rule, source: 'person', since: today(services) });
  const said = { rule, by: access.principal, at: new Date(services.now()), on: today(services) };
  const ended = await services.store.write((transaction) => endSaid(transaction, self.value.places, said));
  if (ended === 0) {
    const text = 'Nothing of the kind was said here. What a list says is taken back where the list is kept.';
    return refuse('not-found', 'record.no-opt-out', text);
  }
  await services.ports.audit.note(access, {
    action: 'opt-in',
    outcome: 'done',
    person: self.value.person,
    query: rule,
  });
  return accepted(true);
}

/** Written down for somebody who wrote or rang; the register of the place says what it does. */
async function enter(
  services: Services,
  access: Access,
  { person, rule, on }: Parameters<OptOutAnswers['enter']>[1],
): Promise<Outcome<true>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  if (ruleOf(services, rule) === undefined) return noRule();
  if (!isDay(on) || on > today(services)) {
    return refuse('value', 'record.opt-out-day', 'Give the day on which it was said, today or before.', 'on');
  }
  const whose = await onePerson(services, access, person);
  if (!whose.ok) return whose;
  return write(services, access, whose.value, { rule, source: 'letter', since: day(on) });
}

async function write(
  services: Services,
  access: Access,
  { person, places }: Whose,
  said: { readonly rule: string; readonly source: string; readonly since: Day },
): Promise<Outcome<true>> {
  const row = { ...said, by: access.principal, at: new Date(services.now()) };
  await services.store.write((transaction) => keepSaid(transaction, places, row));
  await services.ports.audit.note(access, { action: 'opt-out', outcome: 'done', person, query: said.rule });
  return accepted(true);
}

async function register(services: Services, access: Access): Promise<Outcome<OptOutRegister>> {
  if (access.role !== 'ig-lead' && access.role !== 'system') return notAnOfficer();
  const [counts, lists] = await Promise.all([standingCounts(services.store), listsTaken(services.store)]);
  const fewest = lawIn(services.zone).fewestShown;
  return accepted({
    kinds: rulesOf(services).map((rule) => {
      const standing = counts.find((one) => one.rule === rule.id)?.standing ?? 0;
      return { ...kindOf(rule), fewest, ...(standing > 0 && standing < fewest ? {} : { standing }) };
    }),
    lists: lists.map(({ id, rule, source, as_at: asAt, whole, lines, refused, at }) => ({
      id,
      rule,
      source,
      asAt,
      whole,
      lines,
      refused,
      at: at.toISOString(),
    })),
    takesLists: await takesLists(services, access),
  });
}

async function among(
  services: Services,
  access: Access,
  { persons, rules, project }: Parameters<OptOutAnswers['among']>[1],
): ReturnType<OptOutAnswers['among']> {
  if (access.role !== 'system') return notAnOfficer();
  if (persons.length === 0 || rules.length === 0) return accepted([]);
  const records = await services.ports.persons.records(services.store, persons);
  const found = await standingAmong(services.store, records, { rules, today: today(services) });
  const personOf = new Map(records.map(({ bkt, cmp, person }) => [`${bkt} ${cmp}`, person]));
  const all = new Set(found.map(({ bkt, cmp, rule }) => `${rule} ${personOf.get(`${bkt} ${cmp}`)}`));
  const out = [...all].map((one) => {
    const [rule = '', person = ''] = one.split(' ');
    return { person, rule };
  });
  if (project === undefined) return accepted(out);
  const agreed = await agreedOf(services, project, [...new Set(out.map(({ person }) => person))]);
  const yields = (rule: string) => ruleOf(services, rule)?.unlessConsented === true;
  return accepted(
    out.map((one) => (yields(one.rule) && agreed.has(one.person) ? { ...one, agreed: true as const } : one)),
  );
}

/** A list holds for every partner, so the host's lead takes it in, for all; so does a connected system. */
async function takesLists(services: Services, access: Access): Promise<boolean> {
  if (access.role === 'system') return true;
  const governance = services.answers['governance'] as HostAnswer | undefined;
  const host = await governance?.host?.();
  return (
    access.role === 'ig-lead' && host !== undefined && host === (await organizationOf(services, access.organization))
  );
}

/** Typed here, since joints do not import each other. */
type HostAnswer = { readonly host?: () => Promise<string | undefined> };

function today({ zone, now }: Services): Day {
  return dayIn(zone, now());
}

function notTheHost(): Outcome<never> {
  const text = 'A list of opt-outs holds for every partner: information governance of the host takes it in.';
  return refuse('forbidden', 'record.opt-out-host', text);
}
