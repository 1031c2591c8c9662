import type { ServiceGap, ServiceKind, ServiceOverlap } from './contract.ts';
import type { Directory, Service } from './directory.ts';
import { openTogether } from './hours.ts';

/** What several organisations offer in one area, found by code, area and hours. Pure. */
export function overlapsOf({ services }: Directory): readonly ServiceOverlap[] {
  const found = kindsAt(services).flatMap(({ kind, area, offered }) => {
    if (new Set(offered.map(({ organization }) => organization.organization)).size < 2) return [];
    return [{ kind, area, hours: hoursAmong(offered), services: offered.map(named) }];
  });
  return onceEach(found).sort((a, b) => order(a.area, b.area) || order(a.kind.title, b.kind.title));
}

/** Areas where people work and some kind of service is offered by nobody, in it or for it; the emptiest first. Pure. */
export function gapsOf({ services, places }: Directory): readonly ServiceGap[] {
  const areas = new Map<string, Set<string>>();
  for (const { area, town } of places) {
    if (area === undefined) continue;
    const towns = areas.get(area) ?? new Set();
    areas.set(area, town === undefined ? towns : towns.add(town));
  }
  const kinds = kindsOfAll(services);
  return [...areas]
    .flatMap(([area, towns]) => {
      const there = new Set(
        services.filter((one) => serves(one, area)).flatMap((one) => one.kinds.map(({ key }) => key)),
      );
      const lacks = kinds.filter(({ key }) => !there.has(key));
      return lacks.length === 0 ? [] : [{ area, towns: [...towns].sort(), lacks, of: kinds.length }];
    })
    .sort((a, b) => b.lacks.length - a.lacks.length || order(a.area, b.area));
}

function kindsOfAll(services: readonly Service[]): readonly ServiceKind[] {
  const kinds = new Map(services.flatMap((one) => one.kinds).map((kind) => [kind.key, kind]));
  return [...kinds.values()].sort((a, b) => order(a.title, b.title));
}

function areasOf({ places }: Service): readonly string[] {
  return [...new Set(places.flatMap(({ area }) => area ?? []))];
}

function serves(service: Service, area: string): boolean {
  return areasOf(service).includes(area) || service.covers.includes(area);
}

type At = { readonly kind: ServiceKind; readonly area: string; readonly offered: readonly Service[] };

/** Which services offer what in which area; one pass, since each names its kinds and areas. */
function kindsAt(services: readonly Service[]): readonly At[] {
  const found = new Map<string, { kind: ServiceKind; area: string; offered: Service[] }>();
  for (const service of services)
    for (const kind of service.kinds)
      for (const area of areasOf(service)) {
        const key = `${area}\n${kind.key}`;
        const there = found.get(key);
        if (there) there.offered.push(service);
        else found.set(key, { kind, area, offered: [service] });
      }
  return [...found.values()];
}

/** A service that says both its type and its specialty overlaps another once, not twice. */
function onceEach(found: readonly ServiceOverlap[]): ServiceOverlap[] {
  const same = ({ area, services }: ServiceOverlap) => [area, ...services.map(({ id }) => id)].join('\n');
  return [...new Map([...found].reverse().map((one) => [same(one), one])).values()];
}

function hoursAmong(offered: readonly Service[]): ServiceOverlap['hours'] {
  const pairs = offered.flatMap((one, at) =>
    offered
      .slice(at + 1)
      .filter((other) => other.organization.organization !== one.organization.organization)
      .map((other) => openTogether(one.open, other.open)),
  );
  if (pairs.includes(true)) return 'same';
  return pairs.includes(undefined) ? 'not-said' : 'apart';
}

function named({ id, name, organization }: Service) {
  return { id, name, organization: organization.name };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
