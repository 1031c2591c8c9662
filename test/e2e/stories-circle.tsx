import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { bundlePage } from '../../src/web/competition/bundle.tsx';
import { competitionMapPage } from '../../src/web/competition/map.tsx';
import { pairPage } from '../../src/web/competition/pair.tsx';
import { procurementPage } from '../../src/web/competition/procurement.tsx';
import { procurementsPage } from '../../src/web/competition/procurements.tsx';
import { applicationPage } from '../../src/web/policy/application.tsx';
import { policiesPage } from '../../src/web/policy/policies.tsx';
import { policyPage } from '../../src/web/policy/policy.tsx';
import { forPeoplePage } from '../../src/web/stakeholder/for-people.tsx';
import { influencePage } from '../../src/web/stakeholder/influence.tsx';
import { kitPage } from '../../src/web/stakeholder/kit.tsx';
import { kitsPage } from '../../src/web/stakeholder/kits.tsx';
import { myEntriesPage } from '../../src/web/stakeholder/my-entries.tsx';
import { rhythmPage } from '../../src/web/stakeholder/rhythm.tsx';
import { stakeholderPage } from '../../src/web/stakeholder/stakeholder.tsx';
import { stakeholdersPage } from '../../src/web/stakeholder/stakeholders.tsx';
import { COMPETITION, MAP, PROCUREMENT } from './made-up-competition.ts';
import { POLICIES, POLICY } from './made-up-policies.ts';
import { CIRCLE, INFLUENCE, KIT, KITS, STAKEHOLDER } from './made-up-circle.ts';
import { MEASURES, PROGRAMME } from './made-up-programmes.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'programme-lead', organization: 'Riverside Hospital' };

const NUMBERS = {
  measures: [{ title: 'Foot surveillance', own: 51.6, all: 66.7 }],
  money: {
    title: 'Vale alliance agreement',
    today: { minor: 120_000, currency: 'GBP' },
    draft: { minor: 180_000, currency: 'GBP' },
  },
  waiting: [{ id: '1', title: 'Pay for visits' }],
};

/** Who and what is around a programme. */
export const CIRCLE_STORIES: readonly Story[] = [
  story('stakeholders', '/programmes/1/stakeholders', drawn(stakeholdersPage, { found: CIRCLE })),
  story('stakeholder', '/programmes/1/stakeholders/s1', drawn(stakeholderPage, { of: STAKEHOLDER })),
  story(
    'rhythm',
    '/programmes/1/rhythm',
    drawn(rhythmPage, { found: CIRCLE, moved: ['All eight checks: 51.6% then'] }),
  ),
  story('influence', '/programmes/1/influence', drawn(influencePage, { found: INFLUENCE })),
  story('kits', '/programmes/1/kits', drawn(kitsPage, { found: KITS })),
  story('kit', '/programmes/1/kit', drawn(kitPage, { of: KIT, numbers: NUMBERS })),
  story(
    'for-people',
    '/programmes/1/for-people',
    drawn(forPeoplePage, {
      programme: PROGRAMME,
      replies: [{ words: 'Not by day', answer: 'Open until eight.' }],
      measures: [{ title: 'Foot surveillance', percent: 66.7 }],
    }),
  ),
  story('procurements', '/procurements', drawn(procurementsPage, { found: COMPETITION })),
  story('procurement', '/procurements/1', drawn(procurementPage, { of: PROCUREMENT })),
  story('competition-map', '/competition-map', drawn(competitionMapPage, { found: MAP })),
  story(
    'competition-map-empty',
    '/competition-map',
    drawn(competitionMapPage, { found: { ...MAP, pairs: MAP.pairs.slice(1) } }),
  ),
  ...MAP.pairs.map((of, index) =>
    story(
      `competition-pair-${index + 1}`,
      `/competition-map/${index}`,
      drawn(pairPage, { own: MAP.own, of, may: MAP.may }),
    ),
  ),
  story('bundle', '/procurements/1/bundle', drawn(bundlePage, { of: PROCUREMENT })),
  story('policies', '/policies', drawn(policiesPage, { found: POLICIES })),
  story('policy', '/policies/p1', drawn(policyPage, { of: POLICY })),
  story(
    'application',
    '/policies/p1/application',
    drawn(applicationPage, { of: POLICY, programme: PROGRAMME, measures: MEASURES }),
  ),
  story('my-entries', '/stakeholder-entries', drawn(myEntriesPage, { entries: [STAKEHOLDER], at: 0 })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
