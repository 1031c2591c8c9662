import {
  type Clause,
  DATA_CLASSES,
  type DataClass,
  type Instrument,
  type Label,
  LABELS,
  type Mandate,
  type Purpose,
  PURPOSES,
  type Rank,
  type Relationship,
  RELATIONSHIPS,
  type Role,
  ROLES,
  type ShareClause,
} from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { PartnerView } from '#governance/contract';

/** What was ordered by law, as a form asks for it: which force it has follows from what it is. */
export const MANDATE_CHOICES: readonly { readonly value: Mandate; readonly words: string; readonly rank: Rank }[] = [
  { value: 'court-order', words: 'An order of a court', rank: 'court-order' },
  { value: 'prohibition', words: 'A prohibition', rank: 'court-order' },
  { value: 'statute', words: 'A law', rank: 'statute' },
  { value: 'direction', words: 'A direction of a ministry or regulator', rank: 'statute' },
  { value: 'policy', words: 'Our own policy, for our own staff', rank: 'organisation' },
];

type Place = { readonly partners: readonly PartnerView[]; readonly law: string };

export function mandateFrom(form: URLSearchParams, { partners, law }: Place, today: Day): Outcome<Instrument> {
  const text = (name: string) => (form.get(name) ?? '').replace(/\r\n/g, '\n').trim();
  const sort = MANDATE_CHOICES.find(({ value }) => value === text('mandate'));
  const decided = text('decided');
  const effective = text('effective') || decided;
  const expires = text('expires');
  if (!sort) return refuse('value', 'web.mandate', 'Say what it is: an order, a law, a direction or your own policy.');
  if (!isDay(decided) || !isDay(effective) || (expires !== '' && !isDay(expires)) || decided > today) {
    return refuse(
      'value',
      'web.mandate-day',
      'Give the day on which it was made, not later than today, and from when it holds.',
    );
  }
  if (text('authority') === '' || text('effect') === '' || text('title') === '') {
    return refuse(
      'required',
      'web.mandate-text',
      'Give its name, who made it with where it can be read, and what it says.',
    );
  }
  const [from, to] = [named(form.getAll('from'), partners), named(form.getAll('to'), partners)];
  const clause = form.get('does') === 'share' ? shown(form, { from, to }) : accepted(withheld(form, { from, to }));
  if (!clause.ok) return clause;
  const parties = [...new Set([...from, ...to])];
  return accepted({
    id: idOf(text('title'), decided),
    version: 1,
    title: text('title'),
    kind: 'mandate',
    mandate: sort.value,
    rank: sort.rank,
    jurisdiction: law,
    purpose: clause.value.clause === 'share' ? clause.value.purpose : 'direct-care',
    parties: parties.map(({ organization, name }) => ({ organization, name })),
    population: { words: text('population') || 'the people whom it names' },
    decided,
    effective,
    ...(isDay(expires) ? { expires } : {}),
    text: [
      { id: '1', section: 'authority', text: text('authority') },
      { id: '2', section: 'effect', text: text('effect') },
    ],
    clauses: [clause.value],
  });
}

type Sides = { readonly from: readonly PartnerView[]; readonly to: readonly PartnerView[] };

/** What an order makes seen has to say by whom and of whom: an order that is silent there shows nothing to anybody. */
function shown(form: URLSearchParams, { from, to }: Sides): Outcome<ShareClause> {
  const ticked = <T extends string>(all: readonly T[], name: string) =>
    all.filter((one) => form.getAll(name).includes(one));
  const classes = ticked<DataClass>(DATA_CLASSES, 'classes');
  const roles = ticked<Role>(ROLES, 'roles');
  const sensitive = ticked<Label>(LABELS, 'sensitive');
  const purpose = PURPOSES.find((one): one is Purpose => one === form.get('purpose')) ?? 'direct-care';
  // Beyond care nobody's relationship opens a record: it is of the population.
  const relationships: readonly Relationship[] =
    purpose === 'direct-care' ? ticked<Relationship>(RELATIONSHIPS, 'relationships') : ['population'];
  if ([classes, from, to, roles, relationships].some((one) => one.length === 0)) {
    const text = 'Tick what it shows, who recorded it, whose staff see it, in which roles, and of which people.';
    return refuse('required', 'web.mandate-shows', text, 'roles');
  }
  return accepted({
    id: 'show',
    cites: '2',
    clause: 'share',
    classes,
    from: from.map(({ organization }) => organization),
    to: { organizations: to.map(({ organization }) => organization), roles },
    purpose,
    relationships,
    ...(sensitive.length > 0 ? { sensitive } : {}),
  });
}

function withheld(form: URLSearchParams, { from, to }: Sides): Clause {
  const labels = LABELS.filter((one): one is Label => form.getAll('labels').includes(one));
  const classes = DATA_CLASSES.filter((one): one is DataClass => form.getAll('classes').includes(one));
  return {
    id: 'hold',
    cites: '2',
    clause: 'withhold',
    classes,
    ...(labels.length > 0 ? { labels } : {}),
    ...(from.length > 0 ? { from: from.map(({ organization }) => organization) } : {}),
    ...(to.length > 0 ? { to: { organizations: to.map(({ organization }) => organization) } } : {}),
  };
}

function named(wanted: readonly string[], partners: readonly PartnerView[]): readonly PartnerView[] {
  return partners.filter(({ organization }) => wanted.includes(organization));
}

/** 'order-on-safeguarding-records-2026-05-12': two of one name made on one day are one. */
function idOf(title: string, decided: Day): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${words}-${decided}`;
}
