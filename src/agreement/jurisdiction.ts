import type { Day } from '#base';
import { accepted, type Outcome, refused } from '#fhir';
import { classes, labels, MOST, purposes, relationships, roles, sentence, token, truth } from './clauses/shapes.ts';
import { IDENTIFIABILITY, type Identifiability } from './clauses/working.ts';
import { INSTRUMENT_KINDS, type InstrumentKind } from './instrument.ts';
import { PARTNER_KINDS, type PartnerKind } from './kinds.ts';
import { calendarDay, list, matching, object, oneOf, text, wholeNumber } from './shape.ts';
import { PURPOSES, ROLES, type DataClass, type Label, type Purpose, type Relationship, type Role } from './words.ts';

/** Where a rule of a jurisdiction stands, and what it says there in plain words. */
export type Lawful = { readonly id: string; readonly law: string; readonly words: string };

/**
 * What the law of a place makes seen whether or not anything was agreed. Narrow: these roles, these classes, and only where the
 * relationship was declared for this person with a reason, which is kept and looked at.
 */
export type FloorRule = Lawful & {
  readonly rank: 'statute' | 'jurisdiction-pack';
  readonly purpose: Purpose;
  readonly roles: readonly Role[];
  readonly classes: readonly DataClass[];
  /** Labels that do not keep an item back. */
  readonly labels: readonly Label[];
  readonly relationships: readonly Relationship[];
  /** Runs although the person objected: a duty, or an alert that prevents harm. */
  readonly despiteObjection: boolean;
  /** Days within which somebody else looks at why it was used; absent where nothing is declared. */
  readonly reviewDays?: number;
};

/** Marks of stigmatised conditions, what these are called to clerks and on what is sent, and words that would tell them. */
export type Stigmatised = {
  readonly law: string;
  readonly labels: readonly Label[];
  readonly called: string;
  readonly tells: readonly string[];
};

/** An opt-out that the law or a national service offers, and where it does not reach. */
export type OptOutRule = Lawful & {
  readonly purposes: readonly Purpose[];
  readonly notFor: readonly Identifiability[];
  readonly unlessLawRequires: boolean;
  readonly unlessConsented: boolean;
  /** Covers only what these kinds of organisation recorded; absent: the whole record. */
  readonly recordedBy?: readonly PartnerKind[];
};

/** Functions that the law does not let these kinds of instrument hand over. */
export type ExcludedFunctions = Lawful & {
  readonly kinds: readonly InstrumentKind[];
  readonly of: readonly PartnerKind[];
  readonly functions: readonly string[];
};

/** From which age people decide for themselves, for all care or for one topic. */
export type AgeRule = Lawful & {
  readonly fromAge: number;
  readonly topic?: string;
  /** Below the age a child who understands can still decide; somebody qualified says so for the decision at hand. */
  readonly soonerIfUnderstands: boolean;
};

/** Something that is decided for itself, and what of the record tells of it: who decides it also decides who sees that. */
export type Matter = {
  readonly id: string;
  readonly words: string;
  /** Absent: the whole record tells of it. */
  readonly labels?: readonly Label[];
};

/** A document that shows that somebody may see a record in the place of the person by law. */
export type ProofRule = Lawful & { readonly for: 'parent' | 'attorney' | 'deputy' };

/** How long something may take: an objection, a request, a notice to a regulator. */
export type ClockRule = Lawful & {
  readonly days?: number;
  readonly workingDays?: number;
  readonly months?: number;
  /** By how many months more it can be put off where it is complex, with a reason told within the first. */
  readonly extendMonths?: number;
};

/** What a person can ask of whoever holds their record. */
export const RIGHTS = ['copy', 'correct', 'restrict', 'erase', 'object'] as const;
export type Right = (typeof RIGHTS)[number];

/** Why such a request is refused, or why it is granted; nobody invents other grounds. */
export type GroundRule = Lawful & {
  readonly rights: readonly Right[];
  readonly for: 'refusing' | 'granting';
  /** Granted on this ground, an item goes although records of its class are to be kept. */
  readonly despiteRetention?: boolean;
};

/** How long records of some classes are kept, whoever asks for their erasure. */
export type RetentionRule = Lawful & { readonly classes: readonly DataClass[]; readonly years: number };

/** Papers by which an organisation shows, for itself, that it is safe to share people's records and to be shown them. */
export const ASSURANCES = ['safety-case', 'dtac', 'dspt', 'dpia', 'registration'] as const;
export type AssuranceId = (typeof ASSURANCES)[number];

/** Which organisations have such a paper before anything of their people is shared, who approves it there, and how long it is good. */
export type AssuranceRule = Lawful & {
  readonly id: AssuranceId;
  readonly title: string;
  readonly of: readonly PartnerKind[];
  readonly approver: string;
  /** The role of whoever approves it, where there is one here: may accept this paper and no other. */
  readonly officer?: Role;
  /** It is made anew after so many months at the latest; absent: when what it speaks of changes. */
  readonly months?: number;
};

/** The form of a register's codes for organisations of some kinds, as a regular expression. */
export type RegisterForm = { readonly of: readonly PartnerKind[]; readonly form: string; readonly example: string };

/** A register that tells organisations apart. */
export type RegisterRule = Lawful & {
  readonly title: string;
  /** Where a code is looked up. */
  readonly register: string;
  /** What records call its codes: the system of an identifier. Absent: no published one is known. */
  readonly system?: string;
  readonly forms: readonly RegisterForm[];
};

export const RESPONSIBLE_BY = ['registered', 'resident'] as const;
export type ResponsibleRule = Lawful & { readonly id: (typeof RESPONSIBLE_BY)[number] };

/** What of the value added tax comes back: all, that on contracted-out services, or nothing, since partners charge it to each other. */
export const VAT_REFUNDS = ['all', 'contracted-out', 'charged'] as const;

/** By which rule value added tax is taken back on what a pool of several bodies buys, by whom of them it is delivered. */
export type VatRegime = Lawful & {
  readonly title: string;
  readonly of: readonly PartnerKind[];
  readonly refund: (typeof VAT_REFUNDS)[number];
};

export const SPEAKERS = ['attorney', 'deputy', 'parent', 'best-interests'] as const;

/** The law of a place as data: what runs without agreement, opt-outs, ages, clocks, holidays. */
export type Jurisdiction = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly zone: string;
  readonly currency: string;
  readonly adultFromAge: number;
  /** Where its holidays stand, if not in the pack: a file of packs/calendar. */
  readonly calendar?: string;
  readonly holidays: readonly Day[];
  /** Days of the week that are not worked, 0 is Sunday; absent: Saturday and Sunday. */
  readonly weekend?: readonly number[];
  readonly floors: readonly FloorRule[];
  readonly optOuts: readonly OptOutRule[];
  readonly excludedFunctions: readonly ExcludedFunctions[];
  readonly ages: readonly AgeRule[];
  readonly clocks: readonly ClockRule[];
  /** What a young person can be found to understand; absent: nobody looks at that here. */
  readonly matters?: readonly Matter[];
  /** Documents that are accepted of whoever sits in somebody's place by law. */
  readonly proofs?: readonly ProofRule[];
  /** Whose roles find it. */
  readonly judges?: readonly Role[];
  /** Who decides when the person cannot, strongest first. */
  readonly speakers: readonly (Lawful & { readonly id: (typeof SPEAKERS)[number] })[];
  /** Figures of fewer people than this are not shown to who may not see the people. */
  readonly fewestShown: number;
  readonly grounds?: readonly GroundRule[];
  readonly retention?: readonly RetentionRule[];
  /** Who pays for somebody's care, strongest first: told by where they are registered on the day, then by where they live. */
  readonly responsible?: readonly ResponsibleRule[];
  /** How the value added tax of a pool can be taken back. */
  readonly vatRegimes?: readonly VatRegime[];
  /** What an organisation has accepted before it signs what shares people's records. */
  readonly assurances?: readonly AssuranceRule[];
  /** By whose codes organisations are told apart; of several for one kind, the first is asked for. */
  readonly registers?: readonly RegisterRule[];
  /** To whom a person can complain. */
  readonly regulator?: Lawful;
  /** Conditions that people are looked down upon for, and what they are called to who need not know them. */
  readonly stigmatised?: Stigmatised;
  /** What alerts to whoever prescribes may say, and what a person is told before they refuse them. Absent: no substance is named that is labelled. */
  readonly safetyAlert?: {
    readonly law: string;
    readonly risk: string;
    /** Labels of items whose substance is not named. */
    readonly unnamed: readonly Label[];
  };
};

/** Reads a jurisdiction pack; refuses by place what is not one. Holidays stand in the pack, or are those of the calendar that it names. */
export function readJurisdiction(json: unknown, calendar: readonly Day[] = []): Outcome<Jurisdiction> {
  const [first, ...rest] = jurisdiction(json, 'Jurisdiction');
  return first
    ? refused(first, ...rest)
    : accepted({ ...(json as Jurisdiction), holidays: (json as Jurisdiction).holidays ?? calendar });
}

export function clockOf(jurisdiction: Jurisdiction | undefined, matter: string): ClockRule | undefined {
  return jurisdiction?.clocks.find(({ id }) => id === matter);
}

const lawful = { id: token, law: text(500), words: sentence };

const jurisdiction = object(
  {
    id: token,
    version: wholeNumber(1),
    title: text(300),
    zone: text(64),
    currency: matching(/^[A-Z]{3}$/, "'GBP'"),
    adultFromAge: wholeNumber(1),
    floors: list(
      object(
        {
          ...lawful,
          rank: oneOf(['statute', 'jurisdiction-pack']),
          purpose: oneOf(PURPOSES),
          roles,
          classes,
          labels,
          relationships,
          despiteObjection: truth,
        },
        { reviewDays: wholeNumber(1) },
      ),
      50,
    ),
    optOuts: list(
      object(
        {
          ...lawful,
          purposes,
          notFor: list(oneOf(IDENTIFIABILITY), IDENTIFIABILITY.length),
          unlessLawRequires: truth,
          unlessConsented: truth,
        },
        { recordedBy: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length) },
      ),
      50,
    ),
    excludedFunctions: list(
      object({
        ...lawful,
        kinds: list(oneOf(INSTRUMENT_KINDS), INSTRUMENT_KINDS.length),
        of: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length),
        functions: list(token, MOST),
      }),
      50,
    ),
    ages: list(object({ ...lawful, fromAge: wholeNumber(0), soonerIfUnderstands: truth }, { topic: token }), 50),
    clocks: list(
      object(lawful, {
        days: wholeNumber(0),
        workingDays: wholeNumber(0),
        months: wholeNumber(0),
        extendMonths: wholeNumber(1),
      }),
      50,
    ),
    speakers: list(object({ ...lawful, id: oneOf(SPEAKERS) }), SPEAKERS.length),
    fewestShown: wholeNumber(1),
  },
  {
    matters: list(object({ id: token, words: text(120) }, { labels }), 50),
    judges: roles,
    proofs: list(object({ ...lawful, for: oneOf(['parent', 'attorney', 'deputy']) }), 50),
    holidays: list(calendarDay, 2_000),
    weekend: list(wholeNumber(0), 6),
    calendar: token,
    grounds: list(
      object(
        { ...lawful, rights: list(oneOf(RIGHTS), RIGHTS.length), for: oneOf(['refusing', 'granting']) },
        { despiteRetention: truth },
      ),
      100,
    ),
    retention: list(object({ ...lawful, classes, years: wholeNumber(1) }), 50),
    responsible: list(object({ ...lawful, id: oneOf(RESPONSIBLE_BY) }), RESPONSIBLE_BY.length),
    vatRegimes: list(
      object({
        ...lawful,
        title: text(120),
        of: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length),
        refund: oneOf(VAT_REFUNDS),
      }),
      20,
    ),
    assurances: list(
      object(
        {
          ...lawful,
          id: oneOf(ASSURANCES),
          title: text(120),
          of: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length),
          approver: text(120),
        },
        { months: wholeNumber(1), officer: oneOf(ROLES) },
      ),
      ASSURANCES.length,
    ),
    registers: list(
      object(
        {
          ...lawful,
          title: text(120),
          register: text(200),
          forms: list(
            object({
              of: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length),
              form: text(200),
              example: text(40),
            }),
            PARTNER_KINDS.length,
          ),
        },
        { system: text(200) },
      ),
      50,
    ),
    regulator: object(lawful),
    stigmatised: object({ law: text(500), labels, called: text(60), tells: list(text(60), MOST) }),
    safetyAlert: object({ law: text(500), risk: sentence, unnamed: labels }),
  },
);
