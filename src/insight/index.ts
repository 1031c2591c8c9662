export { type Insight, insight, startInsight } from './insight.ts';
export { insightMigrations } from './migrations/index.ts';
