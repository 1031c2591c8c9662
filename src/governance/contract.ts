/** What the pages and other joints may import of governance. */
export type GovernanceAnswers = Readonly<Record<string, never>>;
