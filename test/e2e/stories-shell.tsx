import { beginPage, draw, type ShellInput, type SignedIn } from '#web';
import { goPage, type WaysShown } from '../../src/web/shell/go.tsx';
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

/** How an installation begins, and how one goes anywhere. */
export const SHELL_STORIES: readonly Story[] = [
  { name: 'begin', shell: { page: beginPage({ key: 'k' }), path: '/begin' } },
  { name: 'begin-problem', shell: { page: beginPage({ key: 'k', problem: PROBLEM }), path: '/begin' } },
  go('go', PLACES_TO_GO),
  go('go-none', { text: 'zebra', groups: [], finds: true }),
];

function go(name: string, shown: WaysShown): Story {
  const page = draw(goPage, shown, { today: TODAY, zone: ZONE });
  return { name, shell: { page, path: '/go', signedIn: NURSE, seats: [] } };
}
