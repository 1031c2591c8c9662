import type { Access, PartnerKind, Role } from '#agreement';
import type { IdentityView, RegisterView } from './identity/contract.ts';
import type { AssuranceItem } from './assurance/contract.ts';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** Steps of who joins, in their order, once it has accepted its papers (assurance/). `seats` and `feed` keep nobody from signing. */
export const JOINING_STEPS = ['signers', 'told', 'sign', 'seats', 'feed'] as const;
export type JoiningStep = (typeof JOINING_STEPS)[number];

export type Done = { readonly by: string; readonly at: string };

export type NewJoining = {
  readonly instrument: string;
  /** 'Organization/x', under which its records come. */
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  /** A partner of the same kind, where the agreement names partners one by one. */
  readonly beside?: string;
  /** Who does the steps there, and is given the first seat. Left out for a partner of the list, whose own leads do them. */
  readonly person?: string;
};

export type JoiningView = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly title: string;
  readonly textHash: string;
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly by: string;
  readonly inviter: string;
  readonly invited: string;
  /** What the law asks that such an organisation has accepted before anything of its people is shared. */
  readonly papers: readonly AssuranceItem[];
  /** The code by which a register knows it, once said, and which registers know such organisations. */
  readonly identity?: IdentityView;
  readonly registers?: readonly RegisterView[];
  readonly done: Partial<Readonly<Record<JoiningStep, Done>>>;
  readonly agreement: readonly { readonly organization: string; readonly name: string; readonly done?: Done }[];
  readonly told?: { readonly how: string; readonly from: Day };
  /** Its first day as a partner: from then on it shares and is shared with. */
  readonly starts?: Day;
  readonly signers: readonly Role[];
  readonly may: { readonly step: boolean; readonly sign: boolean; readonly agree: boolean };
};

export type AccessionAnswers = {
  /** Invites an organisation to join an agreement that says who can; the link opens the first seat there, once. */
  readonly inviteToJoin: (
    access: Access,
    joining: NewJoining,
  ) => Promise<Outcome<{ readonly id: string; readonly link?: string }>>;
  /** Joinings that the seat has to do with: its organisation's own, and those of agreements that it is a party of. */
  readonly joinings: (access: Access, instrument?: string) => Promise<readonly JoiningView[]>;
  readonly joining: (access: Access, id: string) => Promise<Outcome<JoiningView>>;
  /** One step, by a lead of who joins: the signers confirmed, seats given, the feed there. */
  readonly joiningStep: (access: Access, id: string, step: JoiningStep) => Promise<Outcome<JoiningView>>;
  /** How its people are told, and the first day of sharing. */
  readonly tellPeople: (
    access: Access,
    id: string,
    told: { readonly how: string; readonly from: string },
  ) => Promise<Outcome<JoiningView>>;
  readonly signJoining: (access: Access, id: string, textHash: string) => Promise<Outcome<JoiningView>>;
  /** For a party whose agreement the join clause asks for. */
  readonly agreeToJoining: (access: Access, id: string) => Promise<Outcome<JoiningView>>;
};
