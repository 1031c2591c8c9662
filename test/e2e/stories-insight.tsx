import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { oddPage } from '../../src/web/insight/odd.tsx';
import { sentinelPage } from '../../src/web/insight/sentinel.tsx';
import { sentinelsPage } from '../../src/web/insight/sentinels.tsx';
import { signalsPage } from '../../src/web/insight/signals.tsx';
import { TODAY, ZONE } from './made-up-record.ts';
import { ODD, SENTINEL, SENTINELS } from './made-up-sentinels.ts';
import { SIGNALS, SIGNALS_FEW, SIGNALS_PHASED } from './made-up-signals.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'programme-lead', organization: 'Riverside Hospital' };

/** What figures say beyond their numbers. */
export const INSIGHT_STORIES: readonly Story[] = [
  story('signals', '/measures/acr/signals', drawn(signalsPage, { of: SIGNALS })),
  story('signals-phased', '/measures/acr/signals', drawn(signalsPage, { of: SIGNALS_PHASED })),
  story('signals-few', '/measures/acr/signals', drawn(signalsPage, { of: SIGNALS_FEW })),
  story('sentinels', '/sentinels', drawn(sentinelsPage, { list: SENTINELS })),
  story(
    'sentinels-none',
    '/sentinels',
    drawn(sentinelsPage, {
      list: { ...SENTINELS, sentinels: [], odd: [], may: { declare: false, answer: false } },
    }),
  ),
  story(
    'sentinel',
    '/sentinels/3',
    drawn(sentinelPage, {
      view: SENTINEL,
      people: { signal: '7', listed: [{ person: 'Person/p17', name: 'KHAN-WILLIAMS, Amina', born: '1957-07-14' }] },
    }),
  ),
  story('odd', '/odd', drawn(oddPage, { odd: ODD })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
