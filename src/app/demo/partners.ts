import type { Role } from '#agreement';
import { assert } from '#base';
import { SCALES, type DemonstrationSize } from './size.ts';

export type PartnerKind =
  | 'integrated-care-board'
  | 'acute-trust'
  | 'community-trust'
  | 'council'
  | 'charity'
  | 'practice'
  | 'district-health-office'
  | 'health-centre'
  | 'locality';

/** An organisation of the demonstration. `code` is its business identifier (ODS for England). */
export type DemoPartner = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: PartnerKind;
  /** Id of the locality a practice lies in. */
  readonly locality?: string;
  readonly town: string;
};

export type DemoAccount = {
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  readonly title: string;
};

export const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';

const LOCALITIES = ['Riverside', 'North Vale', 'Castle Hill', 'Southmoor', 'Weald', 'Marsh End'];
const TOWNS = ['Riverford', 'Ashdown', 'Castlebury', 'Southmoor', 'Wealdon', 'Marshend'];
const PRACTICES = [
  'Elm Tree Surgery',
  'Mill Lane Practice',
  'Harbour Street Surgery',
  'St Brannock Practice',
  'Larkfield Medical Centre',
  'The Old Foundry Practice',
  'Greenways Surgery',
  'Abbey Road Practice',
  'Kingfisher Medical Centre',
  'Beacon Street Surgery',
  'Orchard House Practice',
  'Tanners Row Surgery',
  'Priory Gate Practice',
  'Whitestone Surgery',
  'Canal Side Practice',
  'Hawthorn Medical Centre',
  'Market Square Surgery',
  'Swan Bridge Practice',
  'Fernhill Surgery',
  'Cobbler Lane Practice',
] as const;

/** The partners of a demonstration, localities and practices included, in an order that never changes. */
export function demoPartners(size: DemonstrationSize): readonly DemoPartner[] {
  const scale = SCALES[size];
  const localities = LOCALITIES.slice(0, scale.localities).map((name, index) => ({
    id: `locality-${index + 1}`,
    code: `L${index + 1}`,
    name: `${name} locality`,
    kind: 'locality' as const,
    town: TOWNS[index] ?? 'Riverford',
  }));
  const practices = Array.from({ length: scale.practices }, (_, index) => practice(index, localities));
  return [...ORGANISATIONS, ...(scale.district > 0 ? DISTRICT : []), ...localities, ...practices];
}

export function partnerOf(partners: readonly DemoPartner[], kind: PartnerKind): DemoPartner {
  const found = partners.find((partner) => partner.kind === kind);
  assert(found, `the demonstration has a ${kind}`);
  return found;
}

/** One account for each first-minute role, a signatory for each party; the person's own account is added with the people. */
export function demoAccounts(partners: readonly DemoPartner[]): readonly DemoAccount[] {
  const [first, second] = partners.filter(({ kind }) => kind === 'practice');
  assert(first && second, 'at least two practices');
  const of = (kind: PartnerKind) => partnerOf(partners, kind).id;
  const account = (name: string, role: Role, organization: string, title: string) => ({
    name,
    role,
    organization,
    title,
  });
  return [
    account('Ruth Adeyemi', 'practice-nurse', first.id, 'Practice nurse'),
    account('Dr Imran Sethi', 'gp', first.id, 'GP'),
    account('Joan Pritchard', 'practice-manager', first.id, 'Practice manager'),
    account('Wendy Oakes', 'receptionist', first.id, 'Receptionist'),
    account('Farah Qureshi', 'ig-lead', first.id, 'Information governance lead'),
    account('Dr Helen Marsh', 'gp', second.id, 'GP'),
    account('Dr Tomasz Zielinski', 'consultant', of('acute-trust'), 'Consultant diabetologist'),
    account('Grace Mbeki', 'specialist-nurse', of('community-trust'), 'Diabetes specialist nurse'),
    account('Leah Novak', 'therapist', of('community-trust'), 'Podiatrist'),
    account('Marcus Bell', 'social-worker', of('council'), 'Social worker'),
    account('Dev Chandra', 'community-health-worker', of('charity'), 'Link worker'),
    account('Priya Raman', 'commissioner', of('integrated-care-board'), 'Commissioner'),
    account('Alan Whitcombe', 'finance-lead', of('integrated-care-board'), 'Finance lead'),
    account('Sian Rees', 'programme-lead', of('integrated-care-board'), 'Programme lead'),
    account('Noor Haddad', 'ig-lead', of('integrated-care-board'), 'Information governance lead'),
    ...partners
      .filter(({ kind }) => kind !== 'locality')
      .map((partner) =>
        account(SIGNATORIES[partner.kind] ?? 'Accountable officer', 'signatory', partner.id, 'Signatory'),
      ),
    account('Beatrice Okoye', 'finance-lead', of('council'), 'Finance lead'),
    account('Owen Pugh', 'finance-lead', of('community-trust'), 'Finance lead'),
    account('Nadia Farouk', 'financial-assessor', of('council'), 'Financial assessor'),
    account('Cllr Joyce Amadi', 'board-member', of('council'), 'Cabinet member for adult care'),
    account('Maureen Tully', 'board-member', of('charity'), 'Member by her own experience of care'),
    ...partners.flatMap(({ kind, id }) => {
      if (kind === 'health-centre') return [account('Agnes Chelangat', 'practice-manager', id, 'Facility in charge')];
      return kind === 'district-health-office'
        ? [account('Moses Kiprotich', 'practice-manager', id, 'District medicines officer')]
        : [];
    }),
  ];
}

/** Who signs, by office: agreements outlive the people who hold it. */
const SIGNATORIES: Readonly<Partial<Record<PartnerKind, string>>> = {
  practice: 'Senior partner',
  'acute-trust': 'Chief executive',
  'community-trust': 'Chief executive',
  'integrated-care-board': 'Chief executive',
  council: 'Director of adult services',
  charity: 'Chair of trustees',
};

const ORGANISATIONS: readonly DemoPartner[] = [
  { id: 'icb', code: 'QX1', name: 'Vale Integrated Care Board', kind: 'integrated-care-board', town: 'Riverford' },
  { id: 'acute', code: 'RX1', name: 'Vale Hospitals NHS Trust', kind: 'acute-trust', town: 'Riverford' },
  { id: 'community', code: 'RX2', name: 'Vale Community NHS Trust', kind: 'community-trust', town: 'Ashdown' },
  { id: 'council', code: '901', name: 'Vale County Council', kind: 'council', town: 'Riverford' },
  { id: 'charity', code: 'CH1', name: 'Neighbours Together', kind: 'charity', town: 'Ashdown' },
];

const DISTRICT: readonly DemoPartner[] = [
  {
    id: 'district',
    code: 'DHO1',
    name: 'Chebyelo District Health Office',
    kind: 'district-health-office',
    town: 'Chebyelo',
  },
  { id: 'health-centre', code: 'HC301', name: 'Chebyelo Health Centre III', kind: 'health-centre', town: 'Chebyelo' },
];

function practice(index: number, localities: readonly DemoPartner[]): DemoPartner {
  const round = Math.floor(index / PRACTICES.length);
  const name = PRACTICES[index % PRACTICES.length] ?? 'Elm Tree Surgery';
  const locality = localities[index % localities.length];
  assert(locality, 'a practice lies in a locality');
  return {
    id: `practice-${index + 1}`,
    code: `K84${String(index + 1).padStart(3, '0')}`,
    name: round === 0 ? name : `${name} ${['East', 'West', 'North'][round - 1] ?? round}`,
    kind: 'practice',
    locality: locality.id,
    town: locality.town,
  };
}
