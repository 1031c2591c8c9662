import { LET_SEE } from '#agreement';
import type { AccountShown, SecondShown, StaffShown } from '#web';

/** Accounts as a long life fills them. */
export const WAYS = { passkeys: 2, codes: true, recovery: 8 };
export const WRONG = 'That did not prove who you are. Try again.';
export const ISSUERS = [
  { id: 'riverside', name: 'Riverside Hospital' },
  { id: 'council', name: 'Vale County Council' },
];
export const CODES = Array.from({ length: 10 }, (_, index) => `k7mp-${index}r2x-9wqd`);

const OFFER = {
  picture: { size: 3, path: 'M0 0h1v1h-1zM2 0h1v1h-1zM1 1h1v1h-1zM0 2h1v1h-1z' },
  secret: 'JBSW Y3DP EHPK 3PXP',
};
export const FIRST_STEP: SecondShown = {
  name: 'Rosa Delgado',
  ways: { passkeys: 0, codes: false, recovery: 0 },
  offer: OFFER,
};

export const ACCOUNT: AccountShown = {
  name: 'Rosa Delgado',
  fresh: true,
  demonstration: false,
  ways: WAYS,
  passkeys: [
    { id: 'a', name: 'Chrome on Windows', added: '02-Mar-2026 09:30', used: 'last used 21-Nov-2026 08:02' },
    { id: 'b', name: 'Safari on iPhone', added: '02-Mar-2026 09:41', used: 'not used yet' },
  ],
  offer: OFFER,
  seats: [
    { id: 's1', role: 'practice-nurse', organization: 'Elm Tree Surgery' },
    { id: 's2', role: 'community-nurse', organization: 'Valley Community Trust', until: '31-Mar-2027 00:00' },
  ],
  sessions: [
    { id: 't1', agent: 'Chrome on Windows', seen: '22-Nov-2026 08:47', here: true },
    { id: 't2', agent: 'Safari on iPhone', seen: '22-Nov-2026 07:12', here: false },
  ],
  happenings: [
    { at: '22-Nov-2026 08:02', words: 'Signed in' },
    { at: '02-Mar-2026 09:30', words: 'Invited', by: 'Ines Duarte' },
  ],
};

export const OWN_ACCOUNT: AccountShown = {
  ...ACCOUNT,
  name: 'Amina Khan-Williams',
  fresh: false,
  seats: [{ id: 's3', role: 'person', organization: 'Elm Tree Surgery' }],
  proxies: [
    {
      id: 'p1',
      name: 'Jonas Khan-Williams',
      why: 'let in by you',
      until: '01-Mar-2027 00:00',
      sees: ['medicines', 'allergies', 'encounters', 'plans'],
      hides: ['hiv', 'mental-health'],
      changes: true,
    },
    {
      id: 'p2',
      name: 'Adunni Bartholomew-Fitzgerald',
      why: 'with a power in law',
      sees: LET_SEE,
      hides: [],
      changes: false,
    },
  ],
  invitation: {
    name: 'Jonas Khan-Williams',
    link: 'http://localhost:8080/sign-in?link=pm2Wc0v4X8bQ1nYt6Lk9Zr3Dh5Fs7Ga_JuEoIxTyV-M',
  },
};

export const STAFF_SHOWN: StaffShown = {
  organization: 'Riverside Hospital',
  today: '2026-11-22',
  seats: [
    { id: 'a', account: 'account-a', name: 'Ines Duarte', role: 'ig-lead', state: 'held', enrolled: true, me: true },
    {
      id: 'b',
      account: 'account-b',
      name: 'Omar Haddad',
      role: 'consultant',
      state: 'held',
      enrolled: false,
      me: false,
    },
    {
      id: 'c',
      account: 'account-c',
      name: 'Lea Stone',
      role: 'receptionist',
      state: 'to-come',
      begins: '01-Dec-2026 00:00',
      enrolled: false,
      me: false,
    },
    {
      id: 'd',
      account: 'account-d',
      name: 'Nils Berg',
      role: 'therapist',
      state: 'ended',
      ends: '01-Oct-2026 00:00',
      enrolled: true,
      me: false,
    },
  ],
};
