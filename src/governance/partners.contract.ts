import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { LawAnswers } from './law.contract.ts';
import type { IdentityAnswers, IdentityView, RegisterView } from './identity/contract.ts';

export type NewPartnerWish = {
  readonly code: string;
  readonly name: string;
  /** What it is in law, one of PARTNER_KINDS. */
  readonly kind: string;
  readonly locality?: string;
  readonly person: string;
  /** The day on which its code was looked up in the register; absent or empty: it was not yet. */
  readonly lookedUp?: string;
};

export type PartnerView = {
  readonly key: number;
  readonly organization: string;
  readonly name: string;
  readonly kind: string;
  readonly locality?: string;
  readonly sharing: boolean;
  /** It keeps the list, and writes for the partnership too. */
  readonly hosts?: true;
  /** The first day on which it shares, where that is still to come. */
  readonly sharesFrom?: Day;
  /** The code by which a register knows it; absent where nobody said it. */
  readonly identity?: IdentityView;
  /** Registers that know organisations of its kind; none: it needs no code. */
  readonly registers?: readonly RegisterView[];
};

/** The list of partners, and who each is. */
export type PartnershipAnswers = IdentityAnswers &
  LawAnswers & {
    readonly partnership: (access: Access) => Promise<{
      readonly name: string;
      /** The law of its place, by which an order that is entered is read: 'england'. */
      readonly law: string;
      readonly partners: readonly PartnerView[];
      readonly adds?: boolean;
      /** Partners whose code in a register this seat can say. */
      readonly identifies?: readonly string[];
    }>;
    /** Puts an organisation on the list, and invites its first person; a lead of the host alone. */
    readonly addPartner: (access: Access, wish: NewPartnerWish) => Promise<Outcome<{ readonly link?: string }>>;
  };
