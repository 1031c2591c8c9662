import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { bodiesPage } from '../../src/web/decision/bodies.tsx';
import { bodyPage } from '../../src/web/decision/body.tsx';
import { interestsPage } from '../../src/web/decision/interests.tsx';
import { meetingPage } from '../../src/web/decision/meeting.tsx';
import { newPaperPage } from '../../src/web/decision/new-paper.tsx';
import { paperPage } from '../../src/web/decision/paper.tsx';
import { rightsPage } from '../../src/web/decision/rights.tsx';
import { PARTNERS } from './made-up-agreements.ts';
import {
  BODY,
  INTERESTS,
  MEETING,
  MEETING_HELD,
  MEASURES,
  PAPER,
  PAPER_SEEN,
  PAPER_UNSEEN,
  RIGHTS,
} from './made-up-decisions.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'programme-lead', organization: 'Riverside Hospital' };

/** Boards, meetings, papers and interests. */
export const DECISION_STORIES: readonly Story[] = [
  story('bodies', '/bodies', drawn(bodiesPage, { bodies: [BODY] })),
  story('bodies-none', '/bodies', drawn(bodiesPage, { bodies: [] })),
  story('body', '/bodies/alliance~board', drawn(bodyPage, { body: BODY })),
  story(
    'paper-new',
    '/bodies/alliance~board/paper',
    drawn(newPaperPage, { body: BODY, partners: PARTNERS, measures: MEASURES }),
  ),
  story('meeting', '/meetings/3', drawn(meetingPage, { meeting: MEETING })),
  story('meeting-held', '/meetings/3', drawn(meetingPage, { meeting: MEETING_HELD })),
  story('paper', '/papers/4', drawn(paperPage, { paper: PAPER })),
  story('paper-unmeasured', '/papers/3', drawn(paperPage, { paper: PAPER_UNSEEN, measures: MEASURES })),
  story('paper-effect', '/papers/2', drawn(paperPage, { paper: PAPER_SEEN })),
  story('decision-rights', '/decision-rights', drawn(rightsPage, { found: RIGHTS })),
  story(
    'interests',
    '/interests',
    drawn(interestsPage, { interests: INTERESTS, partners: PARTNERS, organization: LEAD.organization, today: TODAY }),
  ),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
