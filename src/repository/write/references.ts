import { accepted, type Outcome, type Refused, refuse, refused, type Scan, withReferences } from '#fhir';
import type { Writing } from '../context.ts';
import { severalMatch } from '../refusals.ts';
import { isQuestion } from './conditions.ts';
import { matches } from './matches.ts';

/** What references of a bundle stand for: full addresses of its entries, and questions, to 'Type/id'. */
export type Names = ReadonlyMap<string, string>;

/**
 * The references of a resource as they are stored. What an entry of the bundle calls itself becomes its id, with what follows
 * ('#part', '/_history/2') kept; anything else stays as it is.
 */
export function rewritten(scan: Scan, names: Names): Scan {
  if (names.size === 0) return scan;
  return withReferences(scan, (reference) => {
    const exact = names.get(reference);
    if (exact !== undefined) return exact;
    const cut = /^([^#]+)#/.exec(reference)?.[1];
    const name = cut === undefined ? undefined : names.get(cut);
    return name === undefined || cut === undefined ? undefined : name + reference.slice(cut.length);
  });
}

/**
 * Under which names other entries refer to one: its fullUrl, and where that is an address ending in Type/id also the short
 * form, https://hl7.org/fhir/R4/bundle.html#references.
 */
export function namesFor(
  fullUrl: string | undefined,
  type: string,
  id: string,
): readonly (readonly [string, string])[] {
  if (fullUrl === undefined) return [];
  const reference = `${type}/${id}`;
  const short = new RegExp(`(?:^|/)(${type}/[A-Za-z0-9.-]{1,64})$`).exec(fullUrl)?.[1];
  return [[fullUrl, reference], ...(short && !fullUrl.startsWith('urn:') ? [[short, reference] as const] : [])];
}

/** Finds what the questions in these resources stand for; each must match exactly one that the writer may see. */
export async function answerQuestions(writing: Writing, scans: readonly Scan[]): Promise<Outcome<Names>> {
  const asked = new Set(
    scans.flatMap(({ references }) => references.filter(isQuestion).map(({ reference }) => reference)),
  );
  const names = new Map<string, string>();
  for (const question of asked) {
    const [type = '', criteria = ''] = [
      question.slice(0, question.indexOf('?')),
      question.slice(question.indexOf('?') + 1),
    ];
    const found = await matches(writing, type, criteria);
    if (!found.ok) return placed(found, question);
    const [id, second] = found.value;
    if (second !== undefined) return severalMatch(type, criteria);
    if (id === undefined) {
      const text = `The reference ${question} matches nothing: load what it names first, or refer to it by its id.`;
      return refuse('invalid', 'repository.reference', text, placeOf(question));
    }
    names.set(question, `${type}/${id}`);
  }
  return accepted(names);
}

function placeOf(question: string): string {
  return `Reference.where(reference = '${question.slice(0, 200)}')`;
}

/** A refusal of a reference's question names the reference: the question's own place means nothing in a body. */
function placed(refusal: Refused, question: string): Refused {
  const [first, ...rest] = refusal.refusals;
  return refused({ ...first, expression: placeOf(question) }, ...rest);
}
