import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Typed } from '../programme/typed.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { CompetitionMap } from './pair.contract.ts';

export type * from './pair.contract.ts';

export type SelectionRoute = {
  readonly id: string;
  readonly words: string;
  readonly law: string;
  readonly when: string;
  readonly compares: boolean;
  /** What the record has to say. */
  readonly record: readonly string[];
};

export type ProcurementSummary = {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly route: SelectionRoute;
  readonly lead: HeldPlace;
  readonly begun: Day;
  readonly state: 'open' | 'decided' | 'closed';
};

type Named = { readonly organization: string; readonly name: string };

export type ProcurementView = ProcurementSummary & {
  readonly why: string;
  readonly bids: readonly { readonly id: string; readonly words: string; readonly organizations: readonly Named[] }[];
  /** Those that whoever looks may see: never a rival's, while it runs. */
  readonly costs: readonly {
    readonly of: Named;
    readonly bid: string;
    readonly item: string;
    readonly minor: number;
    readonly currency: string;
  }[];
  /** Whose costs are kept from whoever looks. */
  readonly walled: readonly Named[];
  readonly opened: readonly { readonly of: Named; readonly to: Named; readonly words: string; readonly until: Day }[];
  /** Asked by one, answered to all; who asked is told to who leads it alone. */
  readonly questions: readonly {
    readonly id: string;
    readonly words: string;
    readonly on: Day;
    readonly by?: string;
    readonly answer?: { readonly words: string; readonly on: Day };
  }[];
  /** Tries to open what is walled off: for who leads it. */
  readonly looked: readonly {
    readonly by: string;
    readonly organization: string;
    readonly what: string;
    readonly at: string;
  }[];
  readonly decided?: { readonly bid: string; readonly why: string; readonly on: Day; readonly by: string };
  readonly closed?: { readonly why: string; readonly on: Day };
  readonly partners: readonly Named[];
  readonly may: { readonly lead: boolean; readonly bid: readonly string[] };
};

export type CompetitionView = {
  readonly procurements: readonly ProcurementSummary[];
  readonly routes: readonly SelectionRoute[];
  readonly partners: readonly Named[];
  readonly may: { readonly begin: boolean };
};

/** What partners compete for, and what each may see of the others while they do. */
export type CompetitionAnswers = {
  readonly all: (access: Access) => Promise<Outcome<CompetitionView>>;
  readonly one: (access: Access, id: string) => Promise<Outcome<ProcurementView>>;
  readonly begin: (access: Access, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  /** What the organisation of whoever asks and each other partner compete for, and what the two promised: of no two others. */
  readonly map: (access: Access) => Promise<Outcome<CompetitionMap>>;
  /** Says something of one's own organisation and another: `to` is the other. */
  readonly pairAct: (
    access: Access,
    to: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
  readonly act: (
    access: Access,
    id: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
  /** The organisations whose unit costs a seat must not see now. Asked by whoever shows costs, before they are read. */
  readonly walls: (access: Access) => Promise<readonly string[]>;
  /** Somebody tried to open what is walled off: written down in each procurement that walls it off. */
  readonly looked: (access: Access, of: readonly string[], what: string) => Promise<void>;
};
