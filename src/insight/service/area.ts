import type { ServicePlace } from './contract.ts';

type Position = NonNullable<ServicePlace['position']>;

const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}$/;
const EARTH_KM = 6_371;

/** The area of an address: the first half of a British postcode, else the district, else the town. Pure. */
export function areaOf(address: unknown): string | undefined {
  const { postalCode, district, city } = partsOf(address);
  const outward = postalCode && POSTCODE.exec(postalCode.trim().toUpperCase())?.[1];
  return outward || district || city || postalCode || undefined;
}

export function townOf(address: unknown): string | undefined {
  return partsOf(address).city;
}

function partsOf(address: unknown): Readonly<Record<'postalCode' | 'district' | 'city', string | undefined>> {
  const parts = (typeof address === 'object' && address !== null ? address : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof parts[name] === 'string' ? (parts[name] as string).trim() : undefined);
  return { postalCode: text('postalCode'), district: text('district'), city: text('city') };
}

/** A point on the earth; undefined where either number is missing or none of the earth's. */
export function positionOf(latitude: unknown, longitude: unknown): Position | undefined {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** As the crow flies (haversine), which is what can be known without a map of roads. */
export function kmBetween(a: Position, b: Position): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [rad(b.latitude - a.latitude), rad(b.longitude - a.longitude)];
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The middle of some points; undefined of none. Good for areas of a few kilometres, not across the date line. */
export function middleOf(points: readonly Position[]): Position | undefined {
  if (points.length === 0) return undefined;
  const mean = (of: (point: Position) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
}
