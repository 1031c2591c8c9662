/** JSON as it is written, with what a parser may refuse: keys twice, numbers no double holds. */
export type Json = null | boolean | string | Raw | Json[] | Members;
export type Raw = { readonly raw: string };
export type Members = { readonly members: [key: string, value: Json][] };

export function fromValue(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(fromValue);
  if (typeof value === 'object') return { members: Object.entries(value).map(([key, one]) => [key, fromValue(one)]) };
  return { raw: String(value) };
}

export function printed(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printed).join(',')}]`;
  if ('raw' in value) return value.raw;
  return `{${value.members.map(([key, one]) => `${JSON.stringify(key)}:${printed(one)}`).join(',')}}`;
}

export function isMembers(value: Json): value is Members {
  return typeof value === 'object' && value !== null && 'members' in value;
}

/** A place in a document: what it holds, and how to put something else there. */
export type Place = { readonly value: Json; readonly put: (value: Json) => void; readonly path: readonly string[] };

/** Every place below the top, in order. */
export function placesOf(value: Json, path: readonly string[] = []): readonly Place[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => {
      const below = [...path, String(index)];
      const put = (next: Json): void => void (value[index] = next);
      return [{ value: one, put, path: below }, ...placesOf(one, below)];
    });
  if (!isMembers(value)) return [];
  return value.members.flatMap((member) => {
    const below = [...path, member[0]];
    const put = (next: Json): void => void (member[1] = next);
    return [{ value: member[1], put, path: below }, ...placesOf(member[1], below)];
  });
}
