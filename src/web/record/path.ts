/** 'Person/ab12' stands in addresses as 'ab12'; anything else as it is. */
export function personPath(person: string, below = ''): string {
  return `/people/${encodeURIComponent(person.replace(/^Person\//, ''))}${below}`;
}

/** The other way round: what the record is asked for. */
export function personOf(param: string | undefined): string {
  const id = param ?? '';
  return id.includes('/') ? id : `Person/${id}`;
}
