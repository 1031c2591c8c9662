import { isDay } from '#base';
import type { Projection } from '#repository';

/** Sex and day of birth of whoever is counted, written with their Patient; a year alone is its first of July. */
export const countedPersonProjection: Projection = {
  table: 'money_counted_person',
  types: ['Patient'],
  columns: [
    { name: 'sex', type: 'text' },
    { name: 'born', type: 'date' },
  ],
  rows: ({ gender, birthDate }) => [[typeof gender === 'string' ? gender : null, bornOn(birthDate)]],
};

function bornOn(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const whole = text.length === 4 ? `${text}-07-01` : text.length === 7 ? `${text}-15` : text.slice(0, 10);
  return isDay(whole) ? whole : null;
}
