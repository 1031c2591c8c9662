import { day } from '#base';
import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { draftPage } from '../../src/web/governance/editor/draft.tsx';
import { draftsPage } from '../../src/web/governance/editor/drafts.tsx';
import { paragraphPage } from '../../src/web/governance/editor/paragraph.tsx';
import { partPage } from '../../src/web/governance/editor/part.tsx';
import { termsPage } from '../../src/web/governance/editor/terms.tsx';
import { lawOfPlace } from '../../src/governance/law-of-place.ts';
import { explainPage } from '../../src/web/governance/explain.tsx';
import { lawPage } from '../../src/web/governance/law.tsx';
import { invitePage } from '../../src/web/governance/invite.tsx';
import { partnershipPage } from '../../src/web/governance/partnership.tsx';
import { joinPage } from '../../src/web/governance/join.tsx';
import { safetyDocumentsPage } from '../../src/web/governance/safety-documents.tsx';
import { EXPLAINED_THEN, PARTNERS, SUMMARIES } from './made-up-agreements.ts';
import { myAccessPage } from '../../src/web/record/access.tsx';
import { EXPLAINED_IN_PLACE, IN_PLACE } from './made-up-in-place.ts';
import { SEAT_SEES } from './made-up-seat.ts';
import { ALL_PAPERS, JOINING_OWN, JOINING_SEEN, JOINING_VIEW, LISTED, SOME_PAPERS } from './made-up-joining.ts';
import { DRAFT, PARTS, UNFINISHED, WHOLE } from './made-up-drafts.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'ig-lead', organization: 'Riverside Hospital' };
const PARTNERS_OF = { partners: PARTNERS };
const SAYS = ['Organization/river', 'Organization/elm'];

const SAFE = {
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  accepts: true,
  others: [
    { name: 'Elm Tree Surgery', awaited: [] },
    { name: 'Mill Lane Practice', awaited: ['Clinical safety case', 'Data Security and Protection Toolkit'] },
  ],
};

/** Writing agreements: a form for each kind of part, and the pages around them. */
export const AGREEMENT_STORIES: readonly Story[] = [
  story('invite', '/agreements/vale-sharing/invite', drawn(invitePage, { view: JOINING_VIEW, partners: [] })),
  story(
    'invite-of-the-list',
    '/agreements/vale-sharing/invite',
    drawn(invitePage, { view: JOINING_VIEW, partners: LISTED }),
  ),
  story(
    'partnership',
    '/partnership',
    drawn(partnershipPage, { name: 'Vale', ...PARTNERS_OF, agreements: 2, identifies: SAYS }),
  ),
  story(
    'partnership-begun',
    '/partnership',
    drawn(partnershipPage, { name: 'Vale', partners: PARTNERS.slice(0, 1), agreements: 0, adds: true }),
  ),
  story('join', '/join/7', drawn(joinPage, { joining: JOINING_OWN })),
  story('safety-documents', '/safety-documents', drawn(safetyDocumentsPage, { ...SAFE, items: SOME_PAPERS })),
  story(
    'safety-documents-all',
    '/safety-documents',
    drawn(safetyDocumentsPage, { ...SAFE, items: ALL_PAPERS, accepts: false }),
  ),
  story('safety-documents-none', '/safety-documents', drawn(safetyDocumentsPage, { ...SAFE, items: [], others: [] })),
  story('join-agreed', '/join/7', drawn(joinPage, { joining: JOINING_SEEN })),
  story(
    'explain-then',
    '/explain',
    drawn(explainPage, {
      asked: {
        organization: 'Organization/elm',
        role: 'practice-nurse',
        purpose: 'direct-care',
        reference: 'Observation/ab12',
        on: '2026-05-04',
      },
      ...PARTNERS_OF,
      others: true,
      decides: true,
      explanation: EXPLAINED_THEN,
    }),
  ),
  story(
    'explain-before-kept',
    '/explain',
    drawn(explainPage, {
      asked: {
        organization: 'Organization/elm',
        role: 'payment-clerk',
        purpose: 'payment',
        reference: 'Encounter/ab12',
        on: '2026-02-04',
      },
      ...PARTNERS_OF,
      others: true,
      decides: true,
      explanation: { ...EXPLAINED_THEN, stood: { thatDay: false, keptSince: day('2026-03-12') } },
    }),
  ),
  story('law', '/law', drawn(lawPage, { law: lawOfPlace('Africa/Kampala', TODAY) })),
  story(
    'explain-seat',
    '/explain',
    drawn(explainPage, {
      asked: { organization: 'Organization/riverside', role: 'ig-lead', purpose: 'audit', reference: '' },
      ...PARTNERS_OF,
      others: true,
      decides: true,
      seat: SEAT_SEES,
    }),
  ),
  story(
    'explain-in-place',
    '/explain',
    drawn(explainPage, {
      asked: {
        organization: 'Organization/elm',
        role: 'person',
        purpose: 'own-record',
        reference: 'Observation/ab12',
        proxy: 'seat-1',
      },
      ...PARTNERS_OF,
      others: false,
      decides: false,
      inPlace: IN_PLACE,
      explanation: EXPLAINED_IN_PLACE,
    }),
  ),
  story('my-access-in-place', '/me/access', drawn(myAccessPage, { visits: [], questions: [], inPlace: IN_PLACE })),
  story('drafts', '/drafts', drawn(draftsPage, { drafts: [DRAFT] })),
  story('drafts-none', '/drafts', drawn(draftsPage, { drafts: [] })),
  story('draft', '/drafts/12', drawn(draftPage, { draft: DRAFT, ...PARTNERS_OF })),
  story('draft-whole', '/drafts/12', drawn(draftPage, { draft: WHOLE, ...PARTNERS_OF })),
  story(
    'draft-terms',
    '/drafts/12/terms',
    drawn(termsPage, { draft: DRAFT, ...PARTNERS_OF, terms: DRAFT.body, agreements: SUMMARIES }),
  ),
  story(
    'draft-paragraph',
    '/drafts/12/text/4.2',
    drawn(paragraphPage, {
      draft: DRAFT,
      ...PARTNERS_OF,
      paragraph: DRAFT.body.text[1] ?? { id: '4.2', text: '' },
    }),
  ),
  story(
    'part-unfinished',
    '/drafts/12/parts/leave-1',
    drawn(partPage, { draft: DRAFT, ...PARTNERS_OF, clause: UNFINISHED }),
  ),
  ...PARTS.map((clause) =>
    story(
      `part-${clause.clause.toLowerCase()}`,
      `/drafts/12/parts/${clause.id}`,
      drawn(partPage, { draft: WHOLE, ...PARTNERS_OF, clause }),
    ),
  ),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
