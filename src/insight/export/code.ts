export const POPULATION = 'http://terminology.hl7.org/CodeSystem/measure-population';

export function coded(system: string, code: string) {
  return { coding: [{ system, code }] };
}
