import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Asked } from './ask.ts';
import { amongOf } from './place.ts';
import { type SeeingServices, visibleAmong } from './seen.ts';
import { onRegister } from './state.queries.ts';
import { careTeamsOn } from './team.queries.ts';

type Place = Pick<Asked, 'pack' | 'scope' | 'node' | 'tree' | 'asAt'>;

/**
 * Everybody on the register of a pack at a place. Of a team those alone of whom the viewer may see a CareTeam that says so: to stand on its
 * list tells of a person that they are in it.
 */
export async function registeredAt(
  services: SeeingServices,
  access: Access,
  place: Place,
): Promise<Awaited<ReturnType<typeof onRegister>>> {
  const rows = await onRegister(services.store, place.pack.number, amongOf(place));
  if (place.node.place.level !== 'team') return rows;
  const seen = await seenInTeam(services, access, { ...place, persons: rows.map(({ person }) => person) });
  return rows.filter(({ person }) => seen.has(person));
}

type Asking = Pick<Place, 'scope' | 'node'> & { readonly asAt: Day; readonly persons: readonly string[] };

/** Those of some people of whom the viewer may see, as it stands, that they were in the team on a day. */
export async function seenInTeam(
  { store, ports, repository }: SeeingServices,
  access: Access,
  { scope, node, asAt, persons }: Asking,
): Promise<ReadonlySet<string>> {
  const names = scope.teams?.find(({ id }) => id === node.place.id)?.names ?? [];
  const records = await ports.persons.records(store, persons);
  const stays = await careTeamsOn(store, records, { from: scope.contributors, names, asAt });
  const references = stays.map(({ id }) => `CareTeam/${id}`);
  const visible = await visibleAmong(repository(access), access, references);
  return new Set(stays.flatMap(({ id, person }) => (visible.has(`CareTeam/${id}`) ? [person] : [])));
}
