/** What the pages and other joints may import of care. */
export type CareAnswers = Readonly<Record<string, never>>;
