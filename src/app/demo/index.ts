export { type Demonstration, type DemoFile, demonstration } from './demonstration.ts';
export type { DemoAccount, DemoPartner } from './partners.ts';
export type { DemonstrationSize } from './size.ts';
export type { Truths } from './truths.ts';
export { type DemonstrationFact, loadDemonstration } from './load.ts';
