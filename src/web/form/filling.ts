import {
  type Complaint,
  complaintsOf,
  everyPlace,
  type Fields,
  type GivenItem,
  type Item,
  placesFrom,
  type Program,
  type Settled,
  settle,
  withoutRow,
  withRow,
} from '#forms';

/** A form as it is being filled in: what was typed, what is asked after it, and what is wrong with it. */
export type Filling = {
  readonly program: Program;
  readonly fields: Fields;
  readonly settled: Settled;
  /** Of what was typed; of what is missing only once it was to be sent. */
  readonly complaints: readonly Complaint[];
};

/** Reads what was typed, after what the pressed button does to it: 'row:BASE', 'out:BASE:2', or 'send'. */
export function fillingOf(program: Program, typed: Fields | undefined, zone: string): Filling {
  const pressed = typed?.get('do') ?? '';
  const fields = stepped(typed ?? new URLSearchParams(), pressed);
  const { places, unread } = placesFrom(program, fields, zone);
  const settled = settle(program, places);
  const asked = new Set(everyPlace(places).flatMap((place) => (settled.asked.has(place) ? [place.key] : [])));
  const found = pressed === 'send' ? complaintsOf(settled, true) : [];
  const unreadable = unread.filter(({ key }) => asked.has(key));
  const known = new Set(unreadable.map(({ key }) => key));
  return { program, fields, settled, complaints: [...unreadable, ...found.filter(({ key }) => !known.has(key))] };
}

/** What would be kept of it, if nothing is wrong with it. */
export function itemsToSend(
  program: Program,
  typed: Fields,
  zone: string,
): { readonly items: readonly GivenItem[]; readonly complaints: readonly Complaint[] } {
  const form = new URLSearchParams(typed);
  form.set('do', 'send');
  const { settled, complaints } = fillingOf(program, form, zone);
  return { items: settled.items, complaints };
}

function stepped(fields: Fields, pressed: string): Fields {
  const row = /^row:(.+)$/.exec(pressed)?.[1];
  if (row !== undefined) return withRow(fields, row);
  const out = /^out:(.+):(\d+)$/.exec(pressed);
  return out?.[1] === undefined ? fields : withoutRow(fields, out[1], Number(out[2]));
}

/** Only what was typed into the form: what is kept as a draft. */
export function typedOnly(fields: Fields): Fields {
  return new URLSearchParams([...fields].filter(([name]) => name.includes(':')));
}

export function idOf(key: string): string {
  return `f-${key}`;
}

/** Of a list of items, those that were laid out for one parent: each with its rows. */
export function rowsOf<P extends { readonly item: Item }>(places: readonly P[]): readonly (readonly [P, ...P[]])[] {
  const rows: [P, ...P[]][] = [];
  for (const place of places) {
    const last = rows.at(-1);
    if (last?.[0].item === place.item) last.push(place);
    else rows.push([place]);
  }
  return rows;
}
