import { accepted } from '#fhir';
import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { measurePage } from '../../src/web/insight/measure.tsx';
import { oddPage } from '../../src/web/insight/odd.tsx';
import { chooseServicePage } from '../../src/web/insight/choose-service.tsx';
import { measuresPage } from '../../src/web/insight/measures.tsx';
import { monthlyReportPage } from '../../src/web/insight/monthly-report.tsx';
import { monthlyReportsPage } from '../../src/web/insight/monthly-reports.tsx';
import { preventionPage } from '../../src/web/insight/prevention.tsx';
import { lettersPage, recallPage } from '../../src/web/insight/recall.tsx';
import { recallFormPage } from '../../src/web/insight/recall-form.tsx';
import { servicesPage } from '../../src/web/insight/services.tsx';
import { sentinelPage } from '../../src/web/insight/sentinel.tsx';
import { sentinelsPage } from '../../src/web/insight/sentinels.tsx';
import { codeMapsPage } from '../../src/web/insight/code-maps.tsx';
import { codingPage } from '../../src/web/insight/coding.tsx';
import { outliersPage } from '../../src/web/insight/outliers.tsx';
import { signalsPage } from '../../src/web/insight/signals.tsx';
import { restatedPage } from '../../src/web/insight/restated.tsx';
import { visitPackPage } from '../../src/web/insight/visit.tsx';
import { whyPage } from '../../src/web/record/why.tsx';
import { MONTH_END, MONTH_ENDS, VIEW, VIEW_SCORE, WHY, WHY_MAPPED, WHY_NOTHING } from './made-up-measures.ts';
import { TODAY, ZONE } from './made-up-record.ts';
import { RESTATED } from './made-up-restated.ts';
import { VISIT, VISIT_NO_PEOPLE } from './made-up-visit.ts';
import { AGREED, ODD, SENTINEL, SENTINELS } from './made-up-sentinels.ts';
import { COMPARED, MONTHLY, MONTHLY_NONE, MONTHS } from './made-up-reports.ts';
import { NO_PREVENTION, PREVENTION } from './made-up-prevention.ts';
import { LETTERS, RECALL, RECALL_FORM } from './made-up-recalls.ts';
import { CHOICES, NO_SERVICES, SERVICE_MAP } from './made-up-services.ts';
import { CODE_ASKED, CODE_MAPS, CODE_MAPS_NONE } from './made-up-code-maps.ts';
import { CODING, CODING_NONE, CODING_PEOPLE } from './made-up-coding.ts';
import { OUTLIERS, OUTLIERS_NONE } from './made-up-outliers.ts';
import { SIGNALS, SIGNALS_FEW, SIGNALS_PHASED } from './made-up-signals.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'programme-lead', organization: 'Riverside Hospital' };

/** What figures say beyond their numbers. */
export const INSIGHT_STORIES: readonly Story[] = [
  story(
    'measures-month-ends',
    '/measures',
    drawn(measuresPage, { dashboard: MONTH_ENDS, people: false, views: [], news: [], asked: MONTH_END }),
  ),
  story('why', '/people/p17/checks/acr', drawn(whyPage, WHY)),
  story('why-mapped', '/people/p17/checks/acr', drawn(whyPage, WHY_MAPPED)),
  story('why-nothing', '/people/p17/checks/acr', drawn(whyPage, WHY_NOTHING)),
  story(
    'signals',
    '/measures/acr/signals',
    drawn(signalsPage, { of: SIGNALS, between: { view: 'funnel' }, coding: CODING }),
  ),
  story(
    'signals-ordered',
    '/measures/acr/signals',
    drawn(signalsPage, { of: SIGNALS, between: { view: 'caterpillar' }, coding: CODING_NONE }),
  ),
  story(
    'signals-phased',
    '/measures/acr/signals',
    drawn(signalsPage, { of: SIGNALS_PHASED, between: { view: 'expected' }, coding: CODING_NONE }),
  ),
  story(
    'signals-few',
    '/measures/acr/signals',
    drawn(signalsPage, { of: SIGNALS_FEW, between: { view: 'funnel' }, coding: CODING_NONE }),
  ),
  story('outliers', '/measures/outliers', drawn(outliersPage, { of: OUTLIERS })),
  story('outliers-none', '/measures/outliers', drawn(outliersPage, { of: OUTLIERS_NONE })),
  story('coding', '/measures/coding', drawn(codingPage, { view: CODING, people: CODING_PEOPLE })),
  story('coding-none', '/measures/coding', drawn(codingPage, { view: CODING_NONE })),
  story('code-maps', '/measures/coding/codes', drawn(codeMapsPage, { view: CODE_MAPS, asked: CODE_ASKED })),
  story('code-maps-none', '/measures/coding/codes', drawn(codeMapsPage, { view: CODE_MAPS_NONE, asked: {} })),
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
      hoped: accepted(SIGNALS_PHASED),
      people: { signal: '7', listed: [{ person: 'Person/p17', name: 'KHAN-WILLIAMS, Amina', born: '1957-07-14' }] },
    }),
  ),
  story('sentinel-agreed', '/sentinels/4', drawn(sentinelPage, { view: AGREED, hoped: accepted(SIGNALS_PHASED) })),
  story('services', '/services', drawn(servicesPage, { map: SERVICE_MAP })),
  story('services-none', '/services', drawn(servicesPage, { map: NO_SERVICES })),
  story('choose-service', '/referrals/r1', drawn(chooseServicePage, { of: CHOICES })),
  story('choose-service-none', '/referrals/r1', drawn(chooseServicePage, { of: { ...CHOICES, choices: [] } })),
  story('monthly-reports', '/monthly-reports', drawn(monthlyReportsPage, { of: MONTHS })),
  story(
    'monthly-report',
    '/monthly-reports/elm/2026-08',
    drawn(monthlyReportPage, { of: MONTHLY, typed: '{}', compared: COMPARED }),
  ),
  story('monthly-report-none', '/monthly-reports/elm/2026-09', drawn(monthlyReportPage, { of: MONTHLY_NONE })),
  story('prevention', '/services/prevention', drawn(preventionPage, { view: PREVENTION })),
  story('prevention-none', '/services/prevention', drawn(preventionPage, { view: NO_PREVENTION })),
  story('recall-form', '/measures/acr/recall', drawn(recallFormPage, { form: RECALL_FORM })),
  story('recall', '/recalls/r12345678', drawn(recallPage, { of: RECALL })),
  story('recall-letters', '/recalls/r12345678/letters', drawn(lettersPage, { id: 'r12345678', letters: LETTERS })),
  story('measure-score', '/measures/integrate-top', drawn(measurePage, { view: VIEW_SCORE, asked: {} })),
  story('restated', '/measures/acr/restated', drawn(restatedPage, { view: VIEW, of: RESTATED })),
  story('visit-pack', '/measures/visit-pack', drawn(visitPackPage, { pack: VISIT })),
  story('visit-pack-no-people', '/measures/visit-pack', drawn(visitPackPage, { pack: VISIT_NO_PEOPLE })),
  story('odd', '/odd', drawn(oddPage, { odd: ODD })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
