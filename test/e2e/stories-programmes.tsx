import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { boardPackPage, issuedPackPage } from '../../src/web/board/pack.tsx';
import { casePage } from '../../src/web/programme/case.tsx';
import { programmeLessonsPage } from '../../src/web/programme/lessons.tsx';
import { programmeLevelsPage } from '../../src/web/programme/levels.tsx';
import { programmesPage } from '../../src/web/programme/list.tsx';
import { programmeMeansPage } from '../../src/web/programme/means.tsx';
import { programmePlanPage } from '../../src/web/programme/plan.tsx';
import { programmePage } from '../../src/web/programme/tree.tsx';
import { whatChangesPage } from '../../src/web/programme/what-changes.tsx';
import { BOARD_PACK, BOARD_PACK_ISSUED } from './made-up-board.ts';
import { maturityRoundPage } from '../../src/web/maturity/round.tsx';
import { maturityRoundsPage } from '../../src/web/maturity/rounds.tsx';
import { roundPage } from '../../src/web/readiness/round.tsx';
import { roundsPage } from '../../src/web/readiness/rounds.tsx';
import { BODY } from './made-up-decisions.ts';
import { MATURITY, MATURITY_OPEN, MATURITY_SHEET } from './made-up-maturity.ts';
import { CASE, CASE_DONE, MEASURES, MY_CHANGES, PROGRAMME } from './made-up-programmes.ts';
import { OPEN_ROUND, PULSE, ROUND, SHEET } from './made-up-readiness.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'programme-lead', organization: 'Riverside Hospital' };
const { partners } = PROGRAMME;

/** Programmes of change, and what changes for whoever looks. */
export const PROGRAMME_STORIES: readonly Story[] = [
  story(
    'programmes',
    '/programmes',
    drawn(programmesPage, {
      programmes: [PROGRAMME],
      bodies: [BODY],
      partners,
      begins: true,
      choices: MEASURES.choices,
    }),
  ),
  story(
    'programmes-none',
    '/programmes',
    drawn(programmesPage, { programmes: [], bodies: [], partners, begins: false, choices: [] }),
  ),
  story('programme', '/programmes/1', drawn(programmePage, { programme: PROGRAMME, measures: MEASURES })),
  story('programme-plan', '/programmes/1/plan', drawn(programmePlanPage, { programme: PROGRAMME })),
  story('programme-case', '/programmes/1/case', drawn(casePage, { found: CASE })),
  story('programme-case-scored', '/programmes/1/case', drawn(casePage, { found: CASE_DONE })),
  story('programme-means', '/programmes/1/means', drawn(programmeMeansPage, { programme: PROGRAMME })),
  story(
    'programme-levels',
    '/programmes/1/levels',
    drawn(programmeLevelsPage, { programme: PROGRAMME, rounds: [ROUND] }),
  ),
  story('programme-lessons', '/programmes/1/lessons', drawn(programmeLessonsPage, { programme: PROGRAMME })),
  story('board-report', '/board-report', drawn(boardPackPage, { of: BOARD_PACK })),
  story('board-report-issued', '/board-report/2026-05', drawn(issuedPackPage, { of: BOARD_PACK_ISSUED })),
  story('readiness', '/readiness', drawn(roundsPage, { rounds: [ROUND, PULSE], hosts: true })),
  story('readiness-round', '/readiness/1', drawn(roundPage, { round: ROUND })),
  story('readiness-pulse', '/readiness/2', drawn(roundPage, { round: PULSE })),
  story('readiness-form', '/readiness/3', drawn(roundPage, { round: OPEN_ROUND, sheet: SHEET })),
  story(
    'maturity',
    '/maturity',
    drawn(maturityRoundsPage, { rounds: [MATURITY_OPEN, MATURITY], partners, programmes: [PROGRAMME], opens: true }),
  ),
  story(
    'maturity-none',
    '/maturity',
    drawn(maturityRoundsPage, { rounds: [], partners, programmes: [], opens: false }),
  ),
  story('maturity-round', '/maturity/1', drawn(maturityRoundPage, { round: MATURITY })),
  story('maturity-form', '/maturity/2', drawn(maturityRoundPage, { round: MATURITY_OPEN, filling: MATURITY_SHEET })),
  story(
    'what-changes',
    '/what-changes',
    drawn(whatChangesPage, {
      found: MY_CHANGES,
      news: [
        {
          programme: { id: '1', name: 'Feet together' },
          title: 'June',
          words: 'Open until eight.',
          on: TODAY,
          by: 'Sam Adeyemi',
        },
      ],
      role: 'practice-nurse' as const,
    }),
  ),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
