import type { Access, Amount } from '#agreement';
import type { Outcome } from '#fhir';

/** What is offered, told apart by its code: the type or the specialty of a service. */
export type ServiceKind = { readonly key: string; readonly title: string };

export type ServicePlace = {
  /** Id of the Location. */
  readonly id: string;
  readonly name: string;
  /** The area it lies in: the first half of a postcode, else the district or town; absent where no address says so. */
  readonly area?: string;
  readonly town?: string;
  readonly position?: { readonly latitude: number; readonly longitude: number };
};

/** Free appointments of a service from now on: how many of those that were given out, and the first. */
export type FreeSlots = { readonly count: number; readonly more?: true; readonly next?: string };

export type ServiceRow = {
  /** Id of the HealthcareService. */
  readonly id: string;
  readonly name: string;
  readonly kinds: readonly ServiceKind[];
  readonly organization: { readonly organization: string; readonly name: string };
  readonly places: readonly ServicePlace[];
  /** 'Mon, Tue 09:00 to 17:00'; none where the service does not say. */
  readonly hours: readonly string[];
  /** Absent where the service keeps no calendar here. */
  readonly free?: FreeSlots;
};

/** One kind of service that several organisations offer in one area. */
export type ServiceOverlap = {
  readonly kind: ServiceKind;
  readonly area: string;
  readonly services: readonly { readonly id: string; readonly name: string; readonly organization: string }[];
  /** Whether they are open at the same time of the week. */
  readonly hours: 'same' | 'apart' | 'not-said';
};

/** An area where somebody works and some kinds of service are not offered by anybody. */
export type ServiceGap = {
  readonly area: string;
  readonly towns: readonly string[];
  readonly lacks: readonly ServiceKind[];
  /** Of the kinds of all areas. */
  readonly of: number;
};

export type SpendLine = {
  readonly scheme: string;
  readonly spent: Amount;
  readonly level?: string;
  readonly because?: string;
};

/** What a pool spent on prevention, of all that it spent. */
export type PreventionSpend = {
  readonly pool: string;
  readonly href: string;
  readonly spent: Amount;
  readonly prevention: Amount;
  readonly lines: readonly SpendLine[];
};

export type ServiceMap = {
  readonly services: readonly ServiceRow[];
  readonly overlaps: readonly ServiceOverlap[];
  readonly gaps: readonly ServiceGap[];
  /** Of the pools whose books this seat sees; none where it sees none. */
  readonly spend: readonly PreventionSpend[];
  /** By which convention a scheme counts as prevention. */
  readonly convention: string;
  /** There are more services than are told. */
  readonly more?: true;
};

/** A service that a referral could go to. */
export type ServiceChoice = ServiceRow & {
  readonly place: ServicePlace;
  /** How far, in km as the crow flies; absent where it is not known. */
  readonly km?: number;
  /** How far in words: '3.2 km', 'in ZZ1', 'how far is not known'. */
  readonly far: string;
  /** What is chosen where nobody chooses otherwise. */
  readonly first: boolean;
};

export type ReferralChoices = {
  /** Id of the ServiceRequest. */
  readonly referral: string;
  readonly title: string;
  readonly status: string;
  readonly person?: string;
  /** Where distances are told from. */
  readonly from: string;
  /** Id of the HealthcareService that it goes to now. */
  readonly chosen?: string;
  readonly choices: readonly ServiceChoice[];
};

export type ServiceAnswers = {
  /** Services of the partnership by place: what is offered twice, and where there is none. */
  readonly map: (access: Access) => Promise<Outcome<ServiceMap>>;
  /** Services that a referral could go to, the nearest with a free appointment first. */
  readonly choices: (access: Access, referral: string) => Promise<Outcome<ReferralChoices>>;
  /** Writes a service into a referral: the one named, else the nearest that has a free appointment. */
  readonly choose: (
    access: Access,
    referral: string,
    service?: string,
  ) => Promise<Outcome<{ readonly service: string; readonly name: string; readonly place: string }>>;
};
