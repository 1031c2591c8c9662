import type { Projection } from '#repository';

/** Teams are what FHIR has for them: an Organization that is a part of another. */
export const teamProjection: Projection = {
  table: 'governance_team',
  types: ['Organization'],
  columns: [
    { name: 'part_of', type: 'text' },
    { name: 'name', type: 'text' },
  ],
  rows: ({ active, name, partOf }) => {
    const of =
      typeof partOf === 'object' && partOf !== null ? (partOf as { reference?: unknown }).reference : undefined;
    if (active === false || typeof name !== 'string' || typeof of !== 'string' || !of.startsWith('Organization/'))
      return [];
    return [[of, name]];
  },
};
