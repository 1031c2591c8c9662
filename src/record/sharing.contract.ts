import type { DataClass, Label } from '#agreement';

/** What is kept back: a class of data, what carries a label, what one organisation wrote, or everything. */
export type Kind =
  | { readonly kind: 'class'; readonly cls: DataClass }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'recorder'; readonly organization: string }
  | { readonly kind: 'everything' };

export type Wish = {
  readonly what: Kind;
  /** 'Organization/x': whose staff are not to see it. */
  readonly from: readonly string[];
  /** The last day; absent: until taken back. */
  readonly until?: string;
};

/** One Consent of a person, in words. */
export type Said = {
  readonly id: string;
  readonly effect: 'permit' | 'deny';
  readonly what: string;
  /** Names of organisations; none: everybody. */
  readonly from: readonly string[];
  readonly since?: string;
  readonly until?: string;
  /** Why it says nothing today. */
  readonly silent?: string;
  /** Written here by the person, who can take it back here. */
  readonly own: boolean;
};

export type Sharing = {
  readonly said: readonly Said[];
  /** Whom something can be kept back from. */
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
};

/** Codes to be loaded that mark something as sensitive. */
export type NewCodes = {
  readonly label: string;
  readonly name: string;
  readonly licence: string;
  /** Lines of a SNOMED CT reference set, or of CSV with system and code. */
  readonly text: string;
  readonly refset?: string;
};

/** The codes of an installation beyond those that ship, and how far the record has been looked at. */
export type SensitiveCodes = {
  readonly slots: readonly {
    readonly id: string;
    readonly label: string;
    readonly name: string;
    readonly licence: string;
    readonly codes: number;
    readonly by: string;
    readonly at: string;
  }[];
  readonly open: readonly { readonly because: string; readonly since: string; readonly labels: readonly string[] }[];
  readonly looked?: { readonly rows: number; readonly of: number };
  /** Whether who asks may change them. */
  readonly changes: boolean;
};

/** That there is a risk in prescribing, told although what it rests on is not shown. */
export type SafetyAlert = {
  readonly kind: 'allergy' | 'interaction';
  /** Where the rule lets it be named. */
  readonly substance?: string;
  readonly words: string;
};

/** What a person has chosen about alerts to whoever prescribes for them. */
export type AlertChoice = {
  readonly law?: string;
  /** What may happen without alerts, in the words they are shown. */
  readonly risk: string;
  readonly refused?: { readonly since: string; readonly told: string };
};
