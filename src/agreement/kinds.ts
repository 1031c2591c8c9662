import type { InstrumentKind, Mandate, Rank } from './instrument.ts';

/** What an organisation is in law. Decides which kinds of instrument it can be a party to. */
export const PARTNER_KINDS = [
  'care-board',
  'acute-trust',
  'community-trust',
  'mental-health-trust',
  'general-practice',
  'local-authority',
  'charity',
  'company',
  'ministry',
  'donor',
  'facility', // a health facility outside the English kinds
] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** NHS bodies of section 275 of the NHS Act 2006. A general practice is a contractor and is none. */
const NHS_BODIES: readonly PartnerKind[] = ['care-board', 'acute-trust', 'community-trust', 'mental-health-trust'];

/** Subjects that a paragraph of the text can be about; a kind names those it cannot be without. */
export const SECTIONS = [
  'aims',
  'authority',
  'breach',
  'clawback',
  'classes',
  'contacts',
  'contributions',
  'decisions',
  'deliverables',
  'duration',
  'effect',
  'eligible-cost',
  'exit',
  'functions',
  'legal-basis',
  'management',
  'people-and-services',
  'price',
  'principles',
  'purposes',
  'recipients',
  'reporting',
  'resources',
  'responsibilities',
  'retention',
  'rights',
  'services',
] as const;
export type Section = (typeof SECTIONS)[number];

export type KindRule = {
  readonly words: string;
  /** Sections that a paragraph must carry. */
  readonly sections: readonly Section[];
  /** Kinds of organisation that can be party; absent: any. */
  readonly parties?: readonly PartnerKind[];
  readonly fewestParties: number;
  /** Why the parties and sections are what they are. */
  readonly because: string;
};

/** What any sharing of people's records needs in writing, whatever the kind of the instrument (UK GDPR; ICO data sharing code). */
export const SHARING_SECTIONS: readonly Section[] = [
  'purposes',
  'legal-basis',
  'classes',
  'recipients',
  'retention',
  'rights',
  'breach',
  'exit',
];

/** The seven matters of regulation 7(3), NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000. */
const POOLED_FUND: readonly Section[] = [
  'aims',
  'contributions',
  'functions',
  'people-and-services',
  'resources',
  'duration',
  'management',
];
const SECTION_75_PARTIES: readonly PartnerKind[] = [...NHS_BODIES, 'local-authority'];

export const KINDS: Readonly<Record<InstrumentKind, KindRule>> = {
  'section-75-pooled-fund': {
    words: 'section 75 agreement for a pooled fund',
    sections: POOLED_FUND,
    parties: SECTION_75_PARTIES,
    fewestParties: 2,
    because: 'section 75 of the NHS Act 2006 is for NHS bodies and local authorities',
  },
  'section-75-delegation': {
    words: 'section 75 agreement to delegate functions',
    sections: ['aims', 'functions', 'people-and-services', 'resources', 'duration', 'management'],
    parties: SECTION_75_PARTIES,
    fewestParties: 2,
    because: 'section 75 of the NHS Act 2006 is for NHS bodies and local authorities',
  },
  alliance: {
    words: 'alliance agreement',
    sections: ['aims', 'principles', 'decisions', 'exit'],
    fewestParties: 2,
    because: 'an alliance says how its members decide together and how one leaves',
  },
  memorandum: {
    words: 'memorandum of understanding',
    sections: ['aims', 'contacts'],
    fewestParties: 2,
    because: 'a memorandum says what it is for and whom to call',
  },
  'data-sharing': {
    words: 'data-sharing agreement',
    sections: SHARING_SECTIONS,
    fewestParties: 2,
    because: 'data protection law asks for these in writing before records are shared',
  },
  'joint-controllers': {
    words: 'joint-controller arrangement',
    sections: [...SHARING_SECTIONS, 'responsibilities', 'contacts'],
    fewestParties: 2,
    because: 'article 26 of the UK GDPR asks who answers for what, and for a contact point',
  },
  contract: {
    words: 'contract',
    sections: ['services', 'price', 'duration', 'exit'],
    fewestParties: 2,
    because: 'a contract names what is bought, for how much, for how long, and its end',
  },
  grant: {
    words: 'grant agreement',
    sections: ['deliverables', 'eligible-cost', 'reporting', 'clawback'],
    fewestParties: 2,
    because: 'a funder must be able to say what its money was for and get back what was not',
  },
  'government-memorandum': {
    words: 'memorandum between governments',
    sections: ['aims', 'responsibilities', 'duration', 'contacts'],
    parties: ['ministry', 'donor'],
    fewestParties: 2,
    because: 'it is made between governments and those who fund them',
  },
  mandate: {
    words: 'mandate',
    sections: ['authority', 'effect'],
    fewestParties: 1,
    because: 'an order or statute binds by its authority; nobody signs it',
  },
};

/** The force that each sort of mandate has. */
export const MANDATE_RANKS: Readonly<Record<Mandate, Rank>> = {
  'court-order': 'court-order',
  prohibition: 'court-order',
  statute: 'statute',
  direction: 'statute',
  'pack-rule': 'jurisdiction-pack',
  policy: 'organisation',
};
