import type { Instrument } from '../instrument.ts';
import { listed } from '../phrases.ts';
import type {
  DecideClause,
  FunctionsClause,
  Identifiability,
  MeasureClause,
  PopulationClause,
  PopulationRule,
  PractiseClause,
  ReportClause,
} from './working.ts';
import { amountWords } from '../amount.ts';
import {
  counted,
  EVERY_WORDS,
  evidenceWords,
  holderWords,
  nameOf,
  rolesWords,
  spaced,
  trimmed,
  whom,
} from './words.ts';

export function decideWords(clause: DecideClause, instrument: Instrument): string {
  const upTo = clause.upTo ? ` up to ${amountWords(clause.upTo)}` : '';
  const members = listed(clause.body.members.map((one) => holderWords(one, instrument)));
  const agree = clause.mustAgree ? `; nothing stands without ${whom(clause.mustAgree, instrument)}` : '';
  const asked = clause.consulted
    ? `; asked before: ${listed(clause.consulted.map((one) => holderWords(one, instrument)))}`
    : '';
  const deputies = (clause.deputies ?? []).map(
    ({ of, deputy, upTo }) =>
      `; ${holderWords(deputy, instrument)} can stand in for ${holderWords(of, instrument)}${upTo ? ` up to ${amountWords(upTo)}` : ''}`,
  );
  return `${clause.body.name} decides ${listed(clause.topics.map(spaced))}${upTo}: ${members}; ${quorumWords(clause)}${agree}${asked}${deputies.join('')}${bodyWords(clause, instrument)}`;
}

function bodyWords({ body, reserved }: DecideClause, instrument: Instrument): string {
  const { kind, chair, secretary, livedExperience } = body;
  const parts = [
    kind ? `it is a ${kind}` : '',
    chair ? `${holderWords(chair, instrument)} is in the chair` : '',
    secretary ? `${holderWords(secretary, instrument)} writes the minutes` : '',
    livedExperience
      ? `by their own experience of care, with a vote: ${listed(livedExperience.map((one) => holderWords(one, instrument)))}`
      : '',
    reserved ? `it never decides ${listed(reserved.map(spaced))}, which goes up` : '',
  ].filter((part) => part !== '');
  return parts.map((part) => `; ${part}`).join('');
}

export function quorumWords({ quorum, by, body }: DecideClause): string {
  const present = `at least ${quorum} of ${body.members.length} there`;
  switch (by) {
    case 'one-member':
      return 'one of them is enough';
    case 'majority':
      return `${present}, more than half of them for it`;
    case 'two-thirds':
      return `${present}, two thirds of them for it`;
    case 'all':
      return `${present}, all of them for it`;
  }
}

export function functionsWords(clause: FunctionsClause, instrument: Instrument): string {
  const of = nameOf(clause.of, instrument);
  const functions = listed(clause.functions.map(({ words, law }) => `${trimmed(words)} (${law})`));
  return `${nameOf(clause.exercisedBy, instrument)} exercises for ${of}: ${functions}; ${nameOf(clause.host, instrument)} is the host; ${trimmed(clause.liability)}`;
}

export function practiseWords(clause: PractiseClause, instrument: Instrument): string {
  const tasks = clause.tasks.map(({ words, roles, needs }) => {
    const each = needs.map(
      (need) =>
        `${trimmed(need.words)}, seen ${counted(need.times, 'time')} by ${rolesWords(need.observedBy, 'or')} and valid for ${counted(need.validMonths, 'month')}`,
    );
    return `${trimmed(words)} is for ${rolesWords(roles)}${each.length > 0 ? ` with ${listed(each)}` : ''}`;
  });
  const place = clause.inPlace.map((one) => `${trimmed(one.words)} (${evidenceWords(one.evidence)})`);
  const first = place.length > 0 ? `; before care moves there has to be ${listed(place)}` : '';
  return `at ${whom(clause.at, instrument)}, ${tasks.join('; ')}${first}`;
}

export function measureWords(clause: MeasureClause, instrument: Instrument): string {
  const aims = clause.aims.map((aim) => `${aim.measure} for ${aim.percent} % of people`);
  const feared = (clause.feared ?? []).map(({ measure, worse, percent }) => `${measure} ${worse} ${percent} %`);
  const aim = aims.length > 0 ? `; the aim is ${listed(aims)}` : '';
  const staff = (clause.staff ?? []).map(
    ({ words, organization, atLeast }) =>
      `${nameOf(organization, instrument)} has at least ${atLeast}: ${trimmed(words)}`,
  );
  const has = staff.length > 0 ? `; for it ${listed(staff)}` : '';
  return `the measures of ${clause.pack}, version ${clause.version}, count${aim}${has}${feared.length > 0 ? `; a review is called for by ${listed(feared, 'or')}` : ''}`;
}

export function reportWords(clause: ReportClause, instrument: Instrument): string {
  const to = nameOf(clause.to, instrument);
  const measures = clause.measures.map(({ measure, pack, version }) => `${measure} (${pack} ${version})`);
  const counts = measures.length > 0 ? `: ${listed(measures)}` : '';
  return `${nameOf(clause.by, instrument)} owes ${to} ${trimmed(clause.words)} ${EVERY_WORDS[clause.every]}, within ${counted(clause.dueWorkingDays, 'working day')} of the end of the period, ${IDENTIFIABILITY_WORDS[clause.identifiability]}${counts}${attributionWords(clause, instrument)}`;
}

export function populationWords(clause: PopulationClause, instrument: Instrument): string {
  const among = listed(
    clause.organizations.map((one) => nameOf(one, instrument)),
    'or',
  );
  const who = POPULATION_WORDS[clause.rule];
  const also =
    clause.conditions && clause.conditions.length > 0 ? `, with ${listed(clause.conditions.map(trimmed), 'or')}` : '';
  const moves =
    clause.moves === 'split-by-day'
      ? 'who moves in the middle of a period counts by the day'
      : 'who moves counts where they were when the period began';
  return `it is about people ${who} ${among}${also}; ${moves}; everybody else has direct care only`;
}

export const IDENTIFIABILITY_WORDS: Readonly<Record<Identifiability, string>> = {
  aggregate: 'as numbers only',
  anonymised: 'with nobody recognisable',
  pseudonymised: 'under a key that hides names',
  identifiable: 'person by person',
};

export const POPULATION_WORDS: Readonly<Record<PopulationRule, string>> = {
  registered: 'registered with',
  resident: 'who live in the area of',
  'responsible-commissioner': 'for whom the commissioner is',
};

function attributionWords({ attribution }: ReportClause, instrument: Instrument): string {
  if (!attribution) return '';
  switch (attribution.rule) {
    case 'this-funder':
      return `; each fact counts for ${attribution.funder ? nameOf(attribution.funder, instrument) : 'this funder'} alone`;
    case 'pro-rata':
      return '; each fact counts for each funder by what it paid';
    case 'first-to-pay':
      return '; each fact counts for the funder that paid first';
  }
}
