/** The shapes of FHIR elements as the page reads them: nothing is relied on to be there. */
export type Coding = { readonly system?: string; readonly code?: string; readonly display?: string };
export type Concept = { readonly coding?: readonly Coding[]; readonly text?: string };
export type Reference = { readonly reference?: string; readonly display?: string };
export type Period = { readonly start?: string; readonly end?: string };
export type Quantity = { readonly value?: number; readonly unit?: string; readonly code?: string };
export type Fields = Readonly<Record<string, unknown>>;

/** What a concept is called: its own text, else the first display, else a code. */
export function wordsOf(concept: unknown): string | undefined {
  const { text, coding = [] } = (concept ?? {}) as Concept;
  return text || coding.find(({ display }) => display)?.display || coding[0]?.code;
}

/** 'system|code' of every coding. */
export function codesOf(concept: unknown): readonly string[] {
  const { coding = [] } = (concept ?? {}) as Concept;
  return coding.flatMap(({ system, code }) => (code ? [`${system ?? ''}|${code}`] : []));
}

/** The first code of a concept, whatever its system. */
export function codeOf(concept: unknown): string | undefined {
  return ((concept ?? {}) as Concept).coding?.[0]?.code;
}

/** The first of several members that is text. */
export function textOf(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

export function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

/** When something was true or done: the start where it is a period. */
export function whenOf(fields: Fields, stem: string): string | undefined {
  const period = (fields[`${stem}Period`] ?? (stem === 'period' ? fields['period'] : undefined)) as Period | undefined;
  return textOf(fields, `${stem}DateTime`, `${stem}Instant`, stem) ?? period?.start ?? period?.end;
}

/** A date or instant as a number to sort by; what has no date comes first. */
export function order(date: string | undefined): number {
  if (date === undefined) return Number.NEGATIVE_INFINITY;
  const time = Date.parse(date.length === 4 ? `${date}-01-01` : date);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
