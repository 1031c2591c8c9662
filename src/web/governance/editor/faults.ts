import type { Refusal } from '#fhir';
import { labelOf } from './labels.ts';

/** What is wrong with a clause, by the name of the field where it is; '' is for the clause as a whole. */
export type Faults = ReadonlyMap<string, readonly string[]>;

/** The faults of one clause among those of the whole draft, in words for who fills it in. */
export function faultsOfClause(
  faults: readonly Refusal[],
  clauses: readonly { readonly id: string }[],
  id: string,
): Faults {
  const index = clauses.findIndex((one) => one.id === id);
  const found = new Map<string, readonly string[]>();
  for (const fault of faults) {
    const place = placeIn(fault, index, id);
    if (place === undefined) continue;
    const words = fault.code === 'agreement.shape' ? remedy(fault, place) : plain(fault.text);
    found.set(place, [...(found.get(place) ?? []), words]);
  }
  return found;
}

/** Faults that are of no clause: of the text, the parties, the days. */
export function faultsAround(faults: readonly Refusal[]): readonly Refusal[] {
  return faults.filter(({ expression }) => expression === undefined || !expression.startsWith('Instrument.clauses'));
}

/** Faults at a field or in what it is made of. */
export function faultsAt(faults: Faults, name: string, deep = false): readonly string[] {
  const own = faults.get(name) ?? [];
  if (!deep) return own;
  return [
    ...new Set([...faults].flatMap(([place, words]) => (place === name || place.startsWith(`${name}.`) ? words : []))),
  ];
}

function placeIn({ expression = '' }: Refusal, index: number, id: string): string | undefined {
  const starts = [`Instrument.clauses[${index}]`, `Instrument.clauses.where(id='${id}')`];
  const start = starts.find((one) => expression === one || expression.startsWith(`${one}.`));
  if (start === undefined) return undefined;
  return expression
    .slice(start.length)
    .replace(/^\./, '')
    .replace(/\[(\d+)\]/g, '.$1');
}

/** What the shape says of a place, in the words of the form. */
function remedy({ text, expression = '' }: Refusal, place: string): string {
  const why = text.startsWith(expression) ? text.slice(expression.length).trim() : text;
  const [label] = labelOf(place.split('.').filter((part) => !/^\d+$/.test(part)));
  if (/is missing|must not be empty|must be text/.test(why)) return `${label}: still to be filled in.`;
  if (/must be one of/.test(why)) return `${label}: choose one.`;
  if (/whole number/.test(why) && place.endsWith('minor'))
    return 'Write an amount in digits, such as 250,000 or 62.50.';
  if (why.startsWith('must be like'))
    return `${label}: letters, digits and hyphens without spaces, such as foot-check.`;
  return `${label} ${why}`;
}

/** Without the name that the part has inside. */
function plain(text: string): string {
  return text.replace(/^Part \S+ \((\w+)\) /, 'This ').replace(/^This wants/, 'It wants');
}
