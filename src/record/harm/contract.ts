import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** What came of somebody learning what they should not have known. */
export const HARM_KINDS = {
  told: 'Somebody learned of it who should not have',
  treated: 'I was treated worse because somebody knew',
  avoided: 'I stayed away from care because I was afraid of it',
  danger: 'It put me in danger, or cost me my home, work or family',
} as const;
export type HarmKind = keyof typeof HARM_KINDS;

/** What information governance found when it looked into it. */
export const HARM_FOUND = {
  ours: 'It came from us',
  elsewhere: 'It came from elsewhere',
  unclear: 'It could not be found out',
} as const;
export type HarmFound = keyof typeof HARM_FOUND;

export type Harm = {
  readonly id: string;
  readonly kind: HarmKind;
  readonly words: string;
  readonly happened: Day;
  readonly reported: string;
  /** Where it happened. */
  readonly organization: string;
  /** Name of who reported it; absent: the person. */
  readonly reporter?: string;
  /** For information governance: whose record. */
  readonly person?: string;
  readonly found?: HarmFound;
  readonly answer?: string;
  readonly answered?: string;
  readonly by?: string;
};

export type HarmReport = {
  readonly kind: string;
  readonly organization: string;
  readonly happened: string;
  readonly words: string;
  /** Where staff report it: of whom. */
  readonly person?: string;
};

export type MyHarms = {
  readonly harms: readonly Harm[];
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
};

/** Harm by disclosure: reported by the person or by staff, looked into by whoever answers for the record where it happened. */
export type HarmAnswers = {
  /** A person's own reports, with what was found, and where it can have happened. */
  readonly mine: (access: Access) => Promise<Outcome<MyHarms>>;
  /** What staff need to report one of somebody whom they see: where it can have happened. */
  readonly asStaff: (access: Access, person: string) => Promise<Outcome<MyHarms>>;
  readonly report: (access: Access, report: HarmReport) => Promise<Outcome<string>>;
  /** For information governance: those that happened at their organisation, what waits first. */
  readonly ours: (access: Access) => Promise<Outcome<readonly Harm[]>>;
  readonly one: (access: Access, id: string) => Promise<Outcome<Harm>>;
  readonly reply: (
    access: Access,
    id: string,
    reply: { readonly found: string; readonly words: string },
  ) => Promise<Outcome<true>>;
};
