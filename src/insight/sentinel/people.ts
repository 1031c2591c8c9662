import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { plusDays } from '#base';
import { bornOf, nameOf, seePeople } from '../seen.ts';
import { seesPeople } from '../viewpoint.ts';
import type { SignalPerson } from './contract.ts';
import { readSentinels, readSignals } from './sentinel.queries.ts';
import type { Watching } from './watching.ts';
import { ownOf } from './may.ts';
import { signalFor } from './signal-view.ts';
import { sourceAt } from './source.ts';

/** People concerned by a signal: those whose record, and whose contact, this viewer may see. Each is told that they were looked at. */
export async function signalPeople(
  watching: Watching,
  access: Access,
  id: string,
): Promise<Outcome<readonly SignalPerson[]>> {
  if (!seesPeople(access)) {
    const text = 'People are listed for those who care for them. Your seat is shown the figures without the people.';
    return refuse('forbidden', 'insight.carers-only', text);
  }
  const { store, ports, repository, now } = watching;
  const [signal] = await readSignals(store, { id });
  const [sentinel] = signal ? await readSentinels(store, signal.sentinel) : [];
  const partners = await watching.partners();
  const key = partners.find(({ organization }) => organization === signal?.organization)?.key;
  const shown = signal && sentinel && signalFor(access, { partners, sentinel, signal, now: now() });
  if (!signal || !sentinel || !shown || key === undefined || !ownOf(partners, access)) {
    return refuse('not-found', 'insight.no-signal', 'There is no such signal that this seat sees.');
  }
  const { scope } = await watching.scope();
  const source = sourceAt(store, scope, { sentinel, watch: signal.watch, key });
  const items = (await source?.items({ from: signal.since, until: plusDays(signal.until, 1) })) ?? [];
  const visible = await repository(access).readMany(items.map(({ reference }) => reference));
  const seen = new Set(visible.map(({ type, id: item }) => `${type}/${item}`));
  const persons = [...new Set(items.filter(({ reference }) => seen.has(reference)).map(({ person }) => person))];
  const people = (await seePeople(watching, access, persons, { facts: [] })).flatMap(
    ({ person, patients: [patient] }) => {
      if (!patient) return [];
      const born = bornOf(patient);
      return [{ person, name: nameOf(patient), ...(born ? { born } : {}) }];
    },
  );
  await Promise.all(
    people.map(({ person }) =>
      ports.audit.note(access, { action: 'search', outcome: 'done', person, query: `signal ${id}` }),
    ),
  );
  return accepted(people.sort((a, b) => (a.name < b.name ? -1 : 1)));
}
