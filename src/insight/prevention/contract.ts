import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Place, Tally } from '../contract.ts';
import type { PreventionSpend } from '../service/contract.ts';

/** What another programme can do while somebody is here. */
export type Prompt = {
  readonly rule: string;
  readonly offer: string;
  readonly programme: string;
  /** 'Here today for tuberculosis care; none recorded in 12 months.' */
  readonly because: string;
  readonly last?: Day;
};

/** An answer as CDS Hooks has it: https://cds-hooks.hl7.org/2.0/#cds-service-response */
export type PromptCards = {
  readonly cards: readonly {
    readonly summary: string;
    readonly indicator: 'info';
    readonly detail: string;
    readonly source: { readonly label: string };
  }[];
};

/** Who pays what for one activity, as agreed. */
export type AgreedPrice = {
  readonly price: Amount;
  readonly payer: string;
  readonly agreement: { readonly title: string; readonly href: string; readonly paragraph: string };
};

export type CascadeStep = {
  readonly measure: string;
  readonly title: string;
  readonly tally?: Tally;
  readonly why?: string;
  /** Percent of them that the agreements aim at. */
  readonly aim?: number;
  /** Of those who should have got so far, how many have not. */
  readonly lost?: number;
  /** What would mend it for one of them. */
  readonly mending?: string;
  readonly price?: AgreedPrice;
  /** For all of them: the least it costs. */
  readonly cost?: Amount;
};

/** Staff or stock of a cascade: how much an agreement asks for at one partner, and how much there is. */
export type CascadeNeed = {
  /** Staff is counted in people, stock in the days that it lasts. */
  readonly kind: 'staff' | 'stock';
  readonly words: string;
  readonly at: string;
  readonly target: number;
  /** Absent where nobody can say: stock that was never counted, or is given too seldom. */
  readonly have?: number;
  /** 'Vale alliance, paragraph 7'; absent where the site chose it itself. */
  readonly by?: { readonly words: string; readonly href: string };
};

export type Cascade = {
  readonly pack: string;
  readonly title: string;
  readonly asAt: Day;
  readonly steps: readonly CascadeStep[];
  readonly needs: readonly CascadeNeed[];
};

/** A complication as it was counted a year before, and now. */
export type Complication = {
  readonly measure: string;
  readonly title: string;
  readonly before?: { readonly day: Day; readonly tally: Tally };
  readonly now?: Tally;
  /** People who would have it now, had the share of a year before stayed. */
  readonly expected?: number;
  /** Fewer than that; below nought there are more. */
  readonly fewer?: number;
};

export type PreventionView = {
  readonly place: Place;
  readonly places: readonly Place[];
  readonly cascades: readonly Cascade[];
  readonly spend: readonly PreventionSpend[];
  readonly complications: readonly Complication[];
  /** What is assumed in setting one against the other. */
  readonly assumptions: readonly string[];
};

export type PreventionAnswers = {
  /** What is due in another programme for somebody who is here today; nothing that this seat does not see counts. */
  readonly prompts: (access: Access, person: string) => Promise<Outcome<readonly Prompt[]>>;
  /** The same of a Patient, as cards. */
  readonly cards: (access: Access, patient: string) => Promise<Outcome<PromptCards>>;
  /** Cascades of what was agreed to be counted, with what mending each lost step costs, and spend beside complications. */
  readonly view: (access: Access, place: string) => Promise<Outcome<PreventionView>>;
};
