/** What the pages and other joints may import of workforce. */
export type WorkforceAnswers = Readonly<Record<string, never>>;
