import { type Clause, DATA_CLASSES, type DataClass, type Instrument } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { InstrumentView } from '#governance/contract';

/** The next version of an agreement as a form asks for it: classes of each part that shares, words of paragraphs, first day. */
export function draftFrom(view: InstrumentView, form: URLSearchParams, today: Day): Outcome<Instrument> {
  const effective = form.get('effective') ?? '';
  if (!isDay(effective)) {
    return refuse('value', 'web.no-day', 'Give the day from which the new version is in effect.', 'effective');
  }
  const { signed: _, ...before } = view.instrument;
  return accepted({
    ...before,
    version: Math.max(...view.versions.map(({ version }) => version)) + 1,
    decided: today,
    effective,
    text: before.text.map((paragraph) => ({ ...paragraph, text: wordsOf(form, paragraph.id) ?? paragraph.text })),
    clauses: before.clauses.flatMap((clause) => chosen(clause, form)),
  });
}

/** A part that shares nothing any more is left out: an empty one would say nothing and look as if it did. */
function chosen(clause: Clause, form: URLSearchParams): readonly Clause[] {
  if (clause.clause !== 'share') return [clause];
  const wanted = form.getAll(`classes.${clause.id}`).filter(isClass);
  // In the order of the version before: another order of the same classes would be told as a difference.
  const kept = clause.classes.filter((one) => wanted.includes(one));
  const classes = [...kept, ...wanted.filter((one) => !kept.includes(one))];
  return classes.length === 0 ? [] : [{ ...clause, classes }];
}

function isClass(text: string): text is DataClass {
  return (DATA_CLASSES as readonly string[]).includes(text);
}

/** What was typed, with the line ends that browsers send made plain. */
function wordsOf(form: URLSearchParams, paragraph: string): string | undefined {
  return form.get(`text.${paragraph}`)?.replace(/\r\n/g, '\n').trim();
}
