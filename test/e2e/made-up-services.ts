import type { ReferralChoices, ServiceMap, ServiceRow } from '#insight/contract';

const FEET = { key: 'k|podiatry', title: 'Podiatry' };
const NURSES = { key: 'k|nursing', title: 'Diabetes specialist nursing' };
const HEARING = { key: 'k|hearing', title: 'خدمات السمع' };

const CLINIC: ServiceRow = {
  id: 'foot-protection',
  name: 'Foot protection team',
  kinds: [FEET],
  organization: { organization: 'Organization/valley', name: 'Valley Community Trust' },
  places: [{ id: 'clinic', name: 'Riverford Health Centre', area: 'ZZ1', town: 'Riverford' }],
  hours: ['Mon, Wed, Fri 09:00 to 16:30'],
  free: { count: 4, next: '2026-09-18T09:30:00.000Z' },
};
const HOSPITAL: ServiceRow = {
  id: 'hospital-podiatry',
  name: 'Hospital podiatry clinic <b>west</b>',
  kinds: [FEET],
  organization: { organization: 'Organization/riverside', name: 'Riverside Hospital' },
  places: [{ id: 'west', name: 'Outpatients, west wing', area: 'ZZ1', town: 'Riverford' }],
  hours: ['Mon, Tue 13:00 to 17:00'],
  free: { count: 2_000, more: true, next: '2026-09-14T13:30:00.000Z' },
};
const LISTENING: ServiceRow = {
  id: 'hearing',
  name: 'مركز السمع',
  kinds: [HEARING],
  organization: { organization: 'Organization/council', name: 'County Adult Social Care' },
  places: [],
  hours: [],
};

const pounds = (minor: number) => ({ minor, currency: 'GBP' });

export const SERVICE_MAP: ServiceMap = {
  services: [CLINIC, HOSPITAL, { ...CLINIC, id: 'quiet', name: 'Ashdown foot clinic', free: { count: 0 } }, LISTENING],
  overlaps: [
    {
      kind: FEET,
      area: 'ZZ1',
      hours: 'same',
      services: [CLINIC, HOSPITAL].map(({ id, name, organization }) => ({ id, name, organization: organization.name })),
    },
  ],
  gaps: [
    { area: 'ZZ7', towns: ['Hartsford', 'Little Hartsford-under-the-Hill'], lacks: [HEARING, NURSES, FEET], of: 3 },
    { area: 'ZZ2', towns: [], lacks: [HEARING], of: 3 },
  ],
  spend: [
    {
      pool: 'Diabetes care',
      href: '/money/vale-pooled-fund/diabetes-care',
      spent: pounds(92_498_057),
      prevention: pounds(41_626_807),
      lines: [
        {
          scheme: 'foot care',
          spent: pounds(35_982_417),
          level: 'secondary',
          because: 'finds feet at risk before there is an ulcer',
        },
        { scheme: 'specialist nursing', spent: pounds(50_871_250) },
      ],
    },
  ],
  convention:
    'Which schemes of a pool count as prevention (prevention 1). No national list tells schemes of prevention from others.',
  more: true,
};

export const NO_SERVICES: ServiceMap = {
  services: [],
  overlaps: [],
  gaps: [],
  spend: [],
  convention: SERVICE_MAP.convention,
};

export const CHOICES: ReferralChoices = {
  referral: 'r1',
  title: 'Podiatry',
  status: 'active',
  person: 'Person/p17',
  from: 'from Riverford, as the crow flies',
  chosen: 'hospital-podiatry',
  choices: [
    {
      ...CLINIC,
      place: { id: 'clinic', name: 'Riverford Health Centre', area: 'ZZ1' },
      km: 0.4,
      far: '0.4 km',
      first: true,
    },
    {
      ...HOSPITAL,
      place: { id: 'west', name: 'Outpatients, west wing', area: 'ZZ1' },
      km: 3.1,
      far: '3.1 km',
      first: false,
    },
  ],
};
