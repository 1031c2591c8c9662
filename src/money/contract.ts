/** What the pages and other joints may import of money. */
export type MoneyAnswers = Readonly<Record<string, never>>;
