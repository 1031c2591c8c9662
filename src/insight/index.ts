export { INSPECT_FIGURES, inspectionOwed } from './inspection.ts';
export { type Insight, insight, startInsight } from './insight.ts';
export { insightMigrations } from './migrations/index.ts';
export { type OwnPack, readOwnPacks } from './own-packs.ts';
export { checkPack, type PackCheck } from './pack-check.ts';
