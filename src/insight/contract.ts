/** What the pages and other joints may import of insight. */
export type InsightAnswers = Readonly<Record<string, never>>;
