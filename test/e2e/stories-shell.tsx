import {
  appsPage,
  beginPage,
  consentPage,
  draw,
  type OpenedPage,
  pickPersonPage,
  type ShellInput,
  type SignedIn,
} from '#web';
import { goPage, type WaysShown } from '../../src/web/shell/go.tsx';
import { FOUND } from './made-up-agreements.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const NURSE: SignedIn = { name: 'Rosa Delgado', role: 'practice-nurse', organization: 'Elm Tree Surgery' };

const PLACES_TO_GO: WaysShown = {
  text: '',
  finds: true,
  groups: [
    { words: 'Here', ways: [{ href: '/obligations', words: 'What is due' }] },
    {
      words: 'Programmes',
      ways: [
        { href: '/programmes', words: 'Programmes' },
        { href: '/bodies', words: 'Boards and meetings' },
      ],
    },
    { words: 'One measure', ways: [{ href: '/measures/all-eight', words: 'All eight care processes' }] },
  ],
};

const PROBLEM = 'The partnership, its host and you have names of up to 120 characters.';

const APP = 'Growth charts';
const AROUND = { app: APP, today: TODAY, zone: ZONE };
const ASKED = {
  app: APP,
  backTo: 'https://growth.example.org',
  person: { name: 'Amina Khan', value: 'Person/p17' },
  own: false,
  lines: [
    {
      value: 'patient/Observation.rs',
      words: 'Read results',
      parts: [{ value: 'patient/Observation.rs?category=laboratory', words: 'Of a laboratory' }],
    },
    { value: 'offline_access', words: 'Go on when you are not here' },
  ],
  kept: ['launch'],
};
const GIVEN = [{ id: '7', app: APP, at: '2026-05-30T09:12:00Z', words: ['Read results', 'For Amina Khan'] }];

/** How an installation begins, how one goes anywhere, and what apps of others are let do. */
export const SHELL_STORIES: readonly Story[] = [
  { name: 'begin', shell: { page: beginPage({ key: 'k' }), path: '/begin' } },
  { name: 'begin-problem', shell: { page: beginPage({ key: 'k', problem: PROBLEM }), path: '/begin' } },
  go('go', PLACES_TO_GO),
  go('go-none', { text: 'zebra', groups: [], finds: true }),
  own('apps', '/apps', appsPage({ today: TODAY, zone: ZONE, given: GIVEN })),
  own('apps-none', '/apps', appsPage({ today: TODAY, zone: ZONE, given: [] })),
  own('app-asks', '/smart/consent', consentPage(ASKED)),
  own('app-asks-again', '/smart/consent', consentPage({ ...ASKED, problem: 'Leave at least one ticked.' })),
  own('app-for-whom', '/smart/person', pickPersonPage({ ...AROUND, text: 'khan', people: FOUND, more: true })),
  own('app-for-nobody', '/smart/person', pickPersonPage({ ...AROUND, text: 'zzz', people: [] })),
];

function own(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: NURSE, seats: [] } };
}

function go(name: string, shown: WaysShown): Story {
  const page = draw(goPage, shown, { today: TODAY, zone: ZONE });
  return { name, shell: { page, path: '/go', signedIn: NURSE, seats: [] } };
}
