/** What the pages and other joints may import of record. */
export type RecordAnswers = Readonly<Record<string, never>>;
