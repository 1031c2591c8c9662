import type { Random } from '#base';
import { withoutAlerts } from './alerts.ts';
import { ITEM_TYPES } from './factors.ts';
import type { Item, Someone } from './people.ts';

/** What a channel told: that all of these are there (`seen`), or how many of them there are. */
export type Finding = {
  readonly of: readonly Item[];
  readonly seen?: boolean;
  readonly count?: number;
  /** The channel shows only some of what may be seen, so that not being there proves nothing. */
  readonly oneSided?: true;
};

export type Asked = { readonly method?: 'GET' | 'POST'; readonly body?: unknown; readonly form?: string };
export type Told = { readonly status: number; readonly text: string };
export type Ask = (path: string, asked?: Asked) => Promise<Told>;

export type Asking = { readonly ask: Ask; readonly random: Random; readonly person: string };

/** A way in which something of a record is told. */
export type Channel = {
  readonly name: string;
  /** For people at a screen alone: a token of an app is not taken there. */
  readonly page?: true;
  readonly look: (of: Someone, asking: Asking) => Promise<readonly Finding[]>;
};

const itemsOf = (of: Someone, type: string) => of.items.filter((item) => item.type === type);
const placeOf = ({ type, id }: Item) => `${type}/${id}`;
const each = (items: readonly Item[], seen: (item: Item) => boolean, needs: readonly Item[] = []): readonly Finding[] =>
  items.map((item) => ({ of: [...needs, item], seen: seen(item) }));

/** Some of them, by chance. */
function some<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  return [...items]
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, item]) => item);
}

/** 'Type/id' of the entries of a Bundle; none where it was refused. A server's own mistake is never taken for a refusal. */
function entriesOf({ status, text }: Told): ReadonlySet<string> {
  if (status === 429 || status >= 500) throw new Error(`${status} ${text.slice(0, 300)}`);
  if (status !== 200) return new Set();
  const { entry = [] } = JSON.parse(text) as Bundle;
  return new Set(entry.flatMap(({ resource }) => (resource ? [`${resource.resourceType}/${resource.id}`] : [])));
}

type Bundle = {
  readonly total?: number;
  readonly entry?: readonly {
    readonly resource?: { readonly resourceType: string; readonly id: string };
    readonly response?: { readonly status: string };
  }[];
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
};

/** Asks for each type of item, and finds those that are in the answer. */
const byType =
  (query: (type: string, of: Someone) => string, needsPatient = false): Channel['look'] =>
  async (of, { ask }) => {
    const found: Finding[] = [];
    for (const type of ITEM_TYPES) {
      const there = entriesOf(await ask(query(type, of)));
      found.push(...each(itemsOf(of, type), (item) => there.has(placeOf(item)), needsPatient ? [of.patient] : []));
    }
    return found;
  };

/** Asks for some items alone. */
const oneByOne =
  (path: (item: Item) => string): Channel['look'] =>
  async (of, { ask, random }) => {
    const found: Finding[] = [];
    for (const item of some([of.patient, ...of.items], 6, random)) {
      const told = await ask(path(item));
      if (told.status === 429 || told.status >= 500) throw new Error(`${told.status} ${told.text.slice(0, 300)}`);
      found.push({ of: [item], seen: told.status === 200 });
    }
    return found;
  };

/** What names no patient itself: read, as it was first, and by its id. */
const carried: Channel['look'] = async (of, asking) => {
  const found: Finding[] = [];
  for (const item of of.carried) {
    const place = placeOf(item);
    const [first = place] = some([place, `${place}/_history/1`, `${place}/_history`], 1, asking.random);
    const told = await asking.ask(`/${first}`);
    if (told.status === 429 || told.status >= 500) throw new Error(`${told.status} ${told.text.slice(0, 300)}`);
    found.push({ of: [item], seen: told.status === 200 });
    const there = entriesOf(await asking.ask(`/${item.type}?_id=${item.id}`));
    found.push({ of: [item], seen: there.has(place) });
  }
  return found;
};

const batch: Channel['look'] = async (of, { ask }) => {
  const all = [of.patient, ...of.items, ...(of.consent ? [of.consent] : [])];
  const entry = all.map((item) => ({ request: { method: 'GET', url: placeOf(item) } }));
  const { status, text } = await ask('', { method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry } });
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)}`);
  const told = (JSON.parse(text) as Bundle).entry ?? [];
  return all.map((item, index) => ({ of: [item], seen: told[index]?.response?.status.startsWith('200') === true }));
};

const pages: Channel['look'] = async (of, { ask, random }) => {
  const type = ITEM_TYPES[Math.floor(random() * ITEM_TYPES.length)] ?? 'Observation';
  const there = new Set<string>();
  let next: string | undefined = `/${type}?patient=${placeOf(of.patient)}&_count=2&_sort=_lastUpdated`;
  for (let page = 0; next !== undefined && page < 20; page += 1) {
    const told = await ask(next);
    for (const one of entriesOf(told)) there.add(one);
    const { link = [] } = told.status === 200 ? (JSON.parse(told.text) as Bundle) : {};
    next = link.find(({ relation }) => relation === 'next')?.url.replace(/^https?:\/\/[^/]+\/fhir/, '');
  }
  return each(itemsOf(of, type), (item) => there.has(placeOf(item)));
};

const totals: Channel['look'] = async (of, { ask }) => {
  const found: Finding[] = [];
  for (const type of ITEM_TYPES) {
    const counted = await ask(`/${type}?patient=${placeOf(of.patient)}&_summary=count`);
    const first = await ask(`/${type}?patient=${placeOf(of.patient)}&_count=1&_total=accurate`);
    for (const told of [counted, first]) {
      if (told.status === 429 || told.status >= 500) throw new Error(`${told.status} ${told.text.slice(0, 300)}`);
      const count = told.status === 200 ? ((JSON.parse(told.text) as Bundle).total ?? -1) : 0;
      found.push({ of: itemsOf(of, type), count });
    }
  }
  return found;
};

const referring: Channel['look'] = async (of, { ask, random }) => {
  const found: Finding[] = [];
  for (const item of some(of.items, 6, random)) {
    const there = entriesOf(await ask(`/Patient?_id=${of.patient.id}&_has:${item.type}:patient:_id=${item.id}`));
    found.push({ of: [of.patient, item], seen: there.has(placeOf(of.patient)) });
  }
  return found;
};

const including: Channel['look'] = async (of, { ask, random }) => {
  const found: Finding[] = [];
  for (const item of some(of.items, 5, random)) {
    const there = entriesOf(await ask(`/${item.type}?_id=${item.id}&_include=${item.type}:patient`));
    found.push({ of: [item], seen: there.has(placeOf(item)) });
    found.push({ of: [item, of.patient], seen: there.has(placeOf(of.patient)) });
  }
  return found;
};

const everything: Channel['look'] = async (of, { ask }) => {
  const there = entriesOf(await ask(`/${placeOf(of.patient)}/$everything?_count=1000`));
  return [
    { of: [of.patient], seen: there.has(placeOf(of.patient)) },
    ...each(of.items, (item) => there.has(placeOf(item)), [of.patient]),
  ];
};

const summary: Channel['look'] = async (of, { ask }) => {
  const told = await ask(`/${placeOf(of.patient)}/$summary`);
  const there = entriesOf(told);
  return [
    { of: [of.patient], seen: told.status === 200 },
    ...of.items.map((item): Finding => {
      const seen = told.text.includes(item.mark) || there.has(placeOf(item));
      return { of: [of.patient, item], seen, oneSided: true };
    }),
  ];
};

const across: Channel['look'] = async (of, { ask, random }) => {
  const chosen = some(of.items, 15, random);
  const types = [...ITEM_TYPES].join(',');
  const there = entriesOf(await ask(`?_type=${types}&_id=${chosen.map(({ id }) => id).join(',')}&_count=100`));
  return each(chosen, (item) => there.has(placeOf(item)));
};

const posted: Channel['look'] = async (of, { ask, random }) => {
  const type = ITEM_TYPES[Math.floor(random() * ITEM_TYPES.length)] ?? 'Observation';
  const told = await ask(`/${type}/_search`, { method: 'POST', form: `patient=${placeOf(of.patient)}&_count=100` });
  const there = entriesOf(told);
  return each(itemsOf(of, type), (item) => there.has(placeOf(item)));
};

/** A page shows a part of what may be seen; what may not, it never shows. */
const shown =
  (path: (of: Someone, person: string) => string): Channel['look'] =>
  async (of, { ask, person }) => {
    const { status, text } = await ask(`page ${path(of, person)}`);
    if (status === 429 || status >= 500) throw new Error(`${status} ${text.slice(0, 300)}`);
    return [of.patient, ...of.items].map((item) => {
      const seen = new RegExp(`\\b${item.mark}\\b`).test(withoutAlerts(text));
      return { of: [item], seen, oneSided: true as const };
    });
  };

export const CHANNELS: readonly Channel[] = [
  { name: 'read', look: oneByOne((item) => `/${placeOf(item)}`) },
  { name: 'version', look: oneByOne((item) => `/${placeOf(item)}/_history/1`) },
  { name: 'history', look: oneByOne((item) => `/${placeOf(item)}/_history`) },
  { name: 'labels in use', look: oneByOne((item) => `/${placeOf(item)}/$meta`) },
  { name: 'what holds others', look: carried },
  { name: 'batch', look: batch },
  { name: 'search', look: byType((type, { patient }) => `/${type}?patient=${placeOf(patient)}&_count=100`) },
  { name: 'sorted', look: byType((type, of) => `/${type}?patient=${placeOf(of.patient)}&_sort=-_lastUpdated,_id`) },
  { name: 'search by body', look: posted },
  { name: 'pages', look: pages },
  { name: 'totals', look: totals },
  { name: 'chain', look: byType((type, of) => `/${type}?patient:Patient.family:exact=${of.family}`, true) },
  { name: 'reverse chain', look: referring },
  { name: 'include', look: including },
  {
    name: 'reverse include',
    look: byType((type, of) => `/Patient?_id=${of.patient.id}&_revinclude=${type}:patient`, true),
  },
  { name: 'compartment', look: byType((type, of) => `/${placeOf(of.patient)}/${type}?_count=100`) },
  { name: 'over types', look: across },
  { name: '$everything', look: everything },
  { name: '$summary', look: summary },
  { name: 'record page', page: true, look: shown((_, person) => `/people/${person}`) },
  { name: 'list of people', page: true, look: shown(({ family }) => `/people?text=${family}`) },
];
