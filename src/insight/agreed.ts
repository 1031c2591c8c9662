import type { Access, Instrument, OptOutOn, Role, Use } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Agreed, Partner } from './scope.ts';

/** A change of a programme that began. */
export type BegunChange = {
  readonly id: string;
  readonly programme: string;
  readonly words: string;
  readonly since: Day;
  readonly measures: readonly string[];
  readonly feared: readonly { readonly series: string; readonly way: 'up' | 'down'; readonly organization?: string }[];
  readonly owner?: { readonly organization: string; readonly role: Role };
};

/** What insight asks of the answers of governance; the rest of that contract is not its business. */
export type AgreementsAnswer = {
  readonly policySource: { readonly version: number };
  readonly optOuts: (use: Use) => readonly OptOutOn[];
  readonly partnership: (access: Access) => Promise<{ readonly name: string; readonly partners: readonly Partner[] }>;
  readonly instruments: (
    access: Access,
  ) => Promise<readonly { readonly id: string; readonly version: number; readonly state: string }[]>;
  readonly instrument: (
    access: Access,
    id: string,
    version?: number,
  ) => Promise<Outcome<{ readonly instrument: Instrument }>>;
  readonly programmes: {
    readonly begun: (access: Access) => Promise<readonly BegunChange[]>;
  };
};

/** The service that counts: it may read everything and write nothing, and no answer shows what it read of a person. */
export const SERVICE: Access = {
  principal: 'system/insight',
  role: 'system',
  purpose: 'planning',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'always' },
  writes: 'none',
  choosesIds: false,
};

/** Whose writes are those of a token that names no organisation. */
export const INSTALLATION = 'Organization/system';

/** Whose are the reports that people and staff make of harm: nobody's staff's. */
export const PEOPLE = 'Organization/concord-person';

/** The partners, and the agreements in force today. */
export async function askAgreed(governance: AgreementsAnswer): Promise<Omit<Agreed, 'installation' | 'people'>> {
  const [{ name, partners }, summaries] = await Promise.all([
    governance.partnership(SERVICE),
    governance.instruments(SERVICE),
  ]);
  const running = summaries.filter(({ state }) => state === 'in-effect');
  const views = await Promise.all(running.map(({ id, version }) => governance.instrument(SERVICE, id, version)));
  return { name, partners, instruments: views.flatMap((view) => (view.ok ? [view.value.instrument] : [])) };
}
