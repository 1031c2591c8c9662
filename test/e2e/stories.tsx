import {
  accountPage,
  codesPage,
  draw,
  type OpenedPage,
  type PageDefinition,
  readLook,
  refusalPage,
  secondPage,
  type ShellInput,
  type SignedIn,
  signInPage,
  staffPage,
} from '#web';
import { resumePage, signPage, suspendPage } from '../../src/web/governance/acts.tsx';
import { agreementPage } from '../../src/web/governance/agreement.tsx';
import { agreementsPage } from '../../src/web/governance/agreements.tsx';
import { decidesPage } from '../../src/web/governance/decides.tsx';
import { disputePage } from '../../src/web/governance/dispute.tsx';
import { disputesPage } from '../../src/web/governance/disputes.tsx';
import { explainPage } from '../../src/web/governance/explain.tsx';
import { coveragePage } from '../../src/web/governance/coverage.tsx';
import { leavePage, stayPage } from '../../src/web/governance/leave.tsx';
import { mandatePage } from '../../src/web/governance/mandate.tsx';
import { overlapPage } from '../../src/web/governance/overlap.tsx';
import { myAgreementsPage, personAgreementsPage } from '../../src/web/governance/person-overlap.tsx';
import { simulatePage } from '../../src/web/governance/simulate.tsx';
import { raiseDisputePage } from '../../src/web/governance/raise-dispute.tsx';
import { schemePage } from '../../src/web/governance/scheme.tsx';
import { proposePage } from '../../src/web/governance/propose.tsx';
import { extractPage } from '../../src/web/insight/extract.tsx';
import { lackingPage } from '../../src/web/insight/lacking.tsx';
import { measurePage } from '../../src/web/insight/measure.tsx';
import { inspectionsPage } from '../../src/web/insight/inspections.tsx';
import { keptPage } from '../../src/web/insight/kept.tsx';
import { measuresPage } from '../../src/web/insight/measures.tsx';
import { auditSearchPage } from '../../src/web/audit/search.tsx';
import { sensitiveCodesPage } from '../../src/web/audit/codes.tsx';
import { optOutsPage } from '../../src/web/audit/opt-outs.tsx';
import { unusualPage } from '../../src/web/audit/unusual.tsx';
import { commitmentsPage } from '../../src/web/obligation/commitments.tsx';
import { duePage } from '../../src/web/obligation/due.tsx';
import { obligationPage } from '../../src/web/obligation/obligation.tsx';
import { promisePage } from '../../src/web/obligation/promise.tsx';
import { accessPage, myAccessPage } from '../../src/web/record/access.tsx';
import { sharingPage } from '../../src/web/record/sharing.tsx';
import { myRequestPage } from '../../src/web/record/rights/my-request.tsx';
import { myRequestsPage } from '../../src/web/record/rights/my-requests.tsx';
import { requestPage } from '../../src/web/record/rights/request.tsx';
import { requestsPage } from '../../src/web/record/rights/requests.tsx';
import { toldPage } from '../../src/web/record/rights/told.tsx';
import { identityPage } from '../../src/web/record/identity.tsx';
import { linksPage } from '../../src/web/record/links.tsx';
import { mePage } from '../../src/web/record/me.tsx';
import { peoplePage } from '../../src/web/record/people.tsx';
import { personPage } from '../../src/web/record/person.tsx';
import { lookPage } from '../../src/web/shell/look-page.tsx';
import {
  AGREEMENT,
  CHANGES,
  EXPLANATION,
  FOUND,
  LINKED,
  PAIRS,
  PARTNERS,
  SCHEME,
  SIMULATED,
  SUMMARIES,
} from './made-up-agreements.ts';
import { LIST_ASKED, LIST_FORM, LIST_READY, NOT_SAID, OPTED_OUT, REGISTER } from './made-up-opt-outs.ts';
import { PERSON_OVERLAP } from './made-up-person-overlap.ts';
import { DISPUTE, DISPUTES, OVERLAP, SETTLED, SUCCESSIONS } from './made-up-disputes.ts';
import {
  COPYING,
  CORRECTING,
  ERASING,
  LOOKED_AT_AGAIN,
  MAKING,
  MINE,
  OBJECTION,
  READY,
  REFUSED,
  TOLD,
  WAITING,
} from './made-up-requests.ts';
import { DECISION_STORIES } from './stories-decisions.tsx';
import { INSIGHT_STORIES } from './stories-insight.tsx';
import { PEOPLE_STORIES } from './stories-people.tsx';
import { CIRCLE_STORIES } from './stories-circle.tsx';
import { PROGRAMME_STORIES } from './stories-programmes.tsx';
import { AGREEMENT_STORIES } from './stories-agreements.tsx';
import { FORM_STORIES } from './stories-forms.tsx';
import { HARM_STORIES } from './stories-harm.tsx';
import { SHELL_STORIES } from './stories-shell.tsx';
import { MEANS_STORIES } from './stories-means.tsx';
import { MONEY_STORIES } from './stories-money.tsx';
import { ALERTS, ALERTS_REFUSED, SHARING, WARNED } from './made-up-sharing.ts';
import { CODES as SENSITIVE, CODES_LOOKED_AT, LOG, QUESTIONS, UNUSUAL, VISITS } from './made-up-audit.ts';
import { COMMITTED, COMMITTED_OVER, OBLIGATION, OBLIGATIONS } from './made-up-obligations.ts';
import { KEPT, NEWS } from './made-up-kept.ts';
import { CARE_USE, DASHBOARD, INSPECTIONS, LACKING, UNDERWAY, VIEW, VIEW_PAST } from './made-up-measures.ts';
import { ACCOUNT, CODES, FIRST_STEP, ISSUERS, OWN_ACCOUNT, STAFF_SHOWN, WAYS, WRONG } from './made-up-account.ts';
import { CHECKS, EMPTY_RECORD, RECORD, TODAY, ZONE } from './made-up-record.ts';

export type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const NURSE: SignedIn = { name: 'Rosa Delgado', role: 'practice-nurse', organization: 'Elm Tree Surgery' };
const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'ig-lead', organization: 'Riverside Hospital' };
const PERSON: SignedIn = {
  name: 'Amina Khan-Williams',
  role: 'person',
  organization: 'Elm Tree Surgery',
  person: 'Person/p17',
};

const SEATS: NonNullable<ShellInput['seats']> = [
  { id: 's2', role: 'community-nurse', organization: 'Valley Community Trust' },
];

const QUESTION = {
  organization: 'Organization/elm',
  role: 'practice-nurse',
  purpose: 'direct-care',
  reference: 'Observation/ab12',
} as const;
const DUE = { role: 'ig-lead', organization: 'Riverside Hospital', mine: false } as const;
const ACT = { view: AGREEMENT, organization: 'Riverside Hospital' };

function drawn<Data extends object>(definition: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(definition, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage, signedIn: SignedIn = NURSE): Story {
  return { name, shell: { page, path, signedIn, seats: SEATS } };
}

/** Every page with rich made-up content, and its empty state where it has one. */
export const STORIES: readonly Story[] = [
  story('record', '/people/p17', drawn(personPage, { record: RECORD, checks: CHECKS, role: 'practice-nurse' })),
  story('record-warned', '/people/p17', drawn(personPage, { record: { ...RECORD, alerts: WARNED }, role: 'gp' })),
  story('record-empty', '/people/p18', drawn(personPage, { record: EMPTY_RECORD, role: 'practice-nurse' })),
  story('people', '/people', drawn(peoplePage, { text: 'khan', role: 'practice-nurse', people: FOUND, more: true })),
  story('people-first', '/people', drawn(peoplePage, { text: '', role: 'practice-nurse', gaps: DASHBOARD })),
  story('people-none', '/people', drawn(peoplePage, { text: 'zzz', role: 'practice-nurse', people: [] })),
  story(
    'looked',
    '/people/p17/access',
    drawn(accessPage, { visits: VISITS, questions: QUESTIONS, person: 'Person/p17' }),
    LEAD,
  ),
  story(
    'links',
    '/people/p17/links',
    drawn(linksPage, { person: 'Person/p17', role: 'practice-nurse', linked: LINKED }),
  ),
  story('identity', '/identity', drawn(identityPage, { waiting: { pairs: PAIRS, behind: 17, next: 'p' } })),
  story('identity-empty', '/identity', drawn(identityPage, { waiting: { pairs: [], behind: 0 } })),
  story('me', '/me', drawn(mePage, { record: RECORD, checks: CHECKS, agreements: SUMMARIES }), PERSON),
  story('my-access', '/me/access', drawn(myAccessPage, { visits: VISITS, questions: QUESTIONS }), PERSON),
  story(
    'my-sharing',
    '/me/sharing',
    drawn(sharingPage, { sharing: SHARING, alerts: ALERTS, objections: [OBJECTION], optOuts: OPTED_OUT, asking: 2 }),
    PERSON,
  ),
  story(
    'my-sharing-empty',
    '/me/sharing',
    drawn(sharingPage, {
      sharing: { ...SHARING, said: [] },
      alerts: ALERTS_REFUSED,
      objections: [],
      optOuts: NOT_SAID,
      asking: 0,
    }),
    PERSON,
  ),
  story('my-requests', '/me/requests', drawn(myRequestsPage, { mine: MINE }), PERSON),
  story('my-requests-empty', '/me/requests', drawn(myRequestsPage, { mine: { ...MINE, requests: [] } }), PERSON),
  story('my-request-making', '/me/requests/q1', drawn(myRequestPage, { request: MAKING }), PERSON),
  story('my-request-ready', '/me/requests/q1', drawn(myRequestPage, { request: READY }), PERSON),
  story('my-request-refused', '/me/requests/q2', drawn(myRequestPage, { request: REFUSED }), PERSON),
  story('requests', '/audit/requests', drawn(requestsPage, { requests: WAITING, today: TODAY }), LEAD),
  story('requests-empty', '/audit/requests', drawn(requestsPage, { requests: [], today: TODAY }), LEAD),
  story('request-erase', '/audit/requests/q3', drawn(requestPage, { request: ERASING }), LEAD),
  story('request-copy', '/audit/requests/q1', drawn(requestPage, { request: COPYING }), LEAD),
  story('my-request-objection', '/me/requests/q5', drawn(myRequestPage, { request: OBJECTION }), PERSON),
  story('request-object-again', '/audit/requests/q5', drawn(requestPage, { request: LOOKED_AT_AGAIN() }), LEAD),
  story('request-correct', '/audit/requests/q2', drawn(requestPage, { request: CORRECTING }), LEAD),
  story('request-told', '/audit/told/t1', drawn(toldPage, { told: TOLD }), LEAD),
  story('my-access-empty', '/me/access', drawn(myAccessPage, { visits: [], questions: [] }), PERSON),
  story(
    'record-emergency',
    '/people/p17',
    drawn(personPage, {
      record: { ...RECORD, emergency: { id: 'b1', until: '2026-09-12T09:05:00Z' } },
      role: 'practice-nurse',
    }),
  ),
  story('audit-codes', '/audit/codes', drawn(sensitiveCodesPage, { codes: SENSITIVE }), LEAD),
  story('audit-codes-done', '/audit/codes', drawn(sensitiveCodesPage, { codes: CODES_LOOKED_AT }), LEAD),
  story('audit-opt-outs', '/audit/opt-outs', drawn(optOutsPage, { register: REGISTER }), LEAD),
  story('audit-unusual', '/audit/unusual', drawn(unusualPage, { unusual: UNUSUAL }), LEAD),
  story('audit-unusual-empty', '/audit/unusual', drawn(unusualPage, { unusual: { ...UNUSUAL, found: [] } }), LEAD),
  story(
    'audit-search',
    '/audit/search',
    drawn(auditSearchPage, {
      asked: { account: '', patient: '', from: '', to: '', refused: '' },
      rows: LOG,
      next: 'x',
    }),
    LEAD,
  ),
  story(
    'measures',
    '/measures',
    drawn(measuresPage, { dashboard: DASHBOARD, people: true, views: KEPT.views, news: NEWS, asked: {} }),
  ),
  story('measures-inspections', '/measures/inspections', drawn(inspectionsPage, { inspections: INSPECTIONS })),
  story(
    'measures-underway',
    '/measures',
    drawn(measuresPage, { dashboard: UNDERWAY, people: true, views: [], news: [], asked: {} }),
  ),
  story(
    'measures-empty',
    '/measures',
    drawn(measuresPage, { dashboard: { ...DASHBOARD, measures: [] }, people: false, views: [], news: [], asked: {} }),
  ),
  story('kept', '/measures/kept', drawn(keptPage, { kept: KEPT, news: NEWS })),
  story('kept-none', '/measures/kept', drawn(keptPage, { kept: { views: [], subscriptions: [] }, news: [] })),
  story('measure', '/measures/acr', drawn(measurePage, { view: VIEW, asked: {} })),
  story('measure-past', '/measures/acr', drawn(measurePage, { view: VIEW_PAST, asked: VIEW_PAST })),
  story('list', '/measures/list', drawn(extractPage, { form: LIST_FORM, place: 'all' })),
  story(
    'list-ready',
    '/measures/list',
    drawn(extractPage, { form: LIST_FORM, place: 'all', asked: LIST_ASKED, statement: LIST_READY }),
  ),
  story('list-none', '/measures/list', drawn(extractPage, { form: { ...LIST_FORM, grounds: [] }, place: 'all' })),
  story(
    'lacking',
    '/measures/acr/people',
    drawn(lackingPage, { view: VIEW, people: LACKING, total: 3, next: 'x', use: CARE_USE, order: 'next' }),
  ),
  story(
    'agreements',
    '/agreements',
    drawn(agreementsPage, { name: 'Vale', partners: PARTNERS, agreements: SUMMARIES }),
    LEAD,
  ),
  story(
    'agreements-signer',
    '/agreements',
    drawn(agreementsPage, { name: 'Vale', partners: PARTNERS, agreements: SUMMARIES, writes: true }),
  ),
  story('agreements-empty', '/agreements', drawn(agreementsPage, { name: 'Vale', partners: [], agreements: [] }), LEAD),
  story('agreement', '/agreements/vale-sharing', drawn(agreementPage, { view: AGREEMENT, difference: CHANGES }), LEAD),
  story('coverage', '/agreements/vale-sharing/coverage', drawn(coveragePage, { view: AGREEMENT }), LEAD),
  story('sign', '/agreements/vale-sharing/sign', drawn(signPage, { ...ACT, difference: CHANGES }), LEAD),
  story('suspend', '/agreements/vale-sharing/suspend', drawn(suspendPage, ACT), LEAD),
  story('resume', '/agreements/vale-sharing/resume', drawn(resumePage, ACT), LEAD),
  story(
    'simulate',
    '/agreements/vale-sharing/simulate',
    drawn(simulatePage, { view: AGREEMENT, simulated: SIMULATED }),
    LEAD,
  ),
  story(
    'decides',
    '/decides',
    drawn(decidesPage, {
      topics: ['podiatry', 'year-plan'],
      asked: { topic: 'podiatry', limit: '60,000', currency: 'GBP' },
      answer: {
        on: TODAY,
        decided: true,
        words:
          'The alliance board decides: programme leads of Riverside Hospital and commissioners of County Council; all of them agree. So says Vale diabetes alliance, version 1, paragraph 3.',
      },
    }),
    LEAD,
  ),
  story('disputes', '/disputes', drawn(disputesPage, { disputes: DISPUTES }), LEAD),
  story('mandate', '/mandates/new', drawn(mandatePage, { partners: PARTNERS, today: TODAY }), LEAD),
  story('my-agreements', '/me/agreements', drawn(myAgreementsPage, { overlap: PERSON_OVERLAP }), PERSON),
  story(
    'my-agreements-none',
    '/me/agreements',
    drawn(myAgreementsPage, { overlap: { ...PERSON_OVERLAP, seen: [], meetings: [], keptBackFrom: [] } }),
    PERSON,
  ),
  story(
    'person-agreements',
    '/people/p17/agreements',
    drawn(personAgreementsPage, { overlap: { ...PERSON_OVERLAP, keptBackFrom: [] }, person: 'Person/p17' }),
    LEAD,
  ),
  story('overlap', '/overlap', drawn(overlapPage, { view: OVERLAP, partners: PARTNERS }), LEAD),
  story(
    'succession',
    '/agreements/merger',
    drawn(agreementPage, { view: { ...AGREEMENT, successions: SUCCESSIONS } }),
    LEAD,
  ),
  story('disputes-empty', '/disputes', drawn(disputesPage, { disputes: [] }), LEAD),
  story(
    'dispute',
    '/disputes/7',
    drawn(disputePage, {
      view: DISPUTE,
      agreement: AGREEMENT,
      counted: { 'Organization/elm': SIMULATED },
      today: TODAY,
    }),
    LEAD,
  ),
  story(
    'dispute-settled',
    '/disputes/7',
    drawn(disputePage, { view: SETTLED, agreement: AGREEMENT, counted: {}, today: TODAY }),
    LEAD,
  ),
  story('dispute-which', '/agreements/vale-sharing/dispute', drawn(raiseDisputePage, { view: AGREEMENT }), LEAD),
  story(
    'dispute-raise',
    '/agreements/vale-sharing/dispute',
    drawn(raiseDisputePage, {
      view: AGREEMENT,
      paragraph: '4.2',
      clause: 'care',
      typed: new URLSearchParams('runs=otherwise&words=x'),
    }),
    LEAD,
  ),
  story('delegation', '/delegation', drawn(schemePage, { scheme: SCHEME }), LEAD),
  ...DECISION_STORIES,
  ...INSIGHT_STORIES,
  ...PEOPLE_STORIES,
  ...PROGRAMME_STORIES,
  ...CIRCLE_STORIES,
  ...AGREEMENT_STORIES,
  ...FORM_STORIES,
  ...HARM_STORIES,
  ...SHELL_STORIES,
  ...MEANS_STORIES,
  ...MONEY_STORIES,
  story('leave', '/agreements/vale-sharing/leave', drawn(leavePage, ACT), LEAD),
  story('stay', '/agreements/vale-sharing/stay', drawn(stayPage, ACT), LEAD),
  story('propose', '/agreements/vale-sharing/propose', drawn(proposePage, { view: AGREEMENT, today: TODAY }), LEAD),
  story(
    'explain',
    '/explain',
    drawn(explainPage, { asked: QUESTION, partners: PARTNERS, others: true, decides: true, explanation: EXPLANATION }),
    LEAD,
  ),
  story('due', '/obligations', drawn(duePage, { ...DUE, list: 'owed-by', found: OBLIGATIONS }), LEAD),
  story(
    'due-late',
    '/obligations?list=late',
    drawn(duePage, { ...DUE, list: 'late', found: OBLIGATIONS, calendar: '2026-08-29T11:00:00.000Z' }),
    LEAD,
  ),
  story(
    'due-me',
    '/obligations',
    drawn(duePage, { ...DUE, role: 'person', list: 'owed-to', found: { items: [] } }),
    PERSON,
  ),
  story(
    'commitments',
    '/commitments',
    drawn(commitmentsPage, { role: LEAD.role, open: COMMITTED, over: COMMITTED_OVER }),
    LEAD,
  ),
  story('obligation', '/obligations/o1', drawn(obligationPage, { view: OBLIGATION, role: 'ig-lead' }), LEAD),
  story(
    'promise',
    '/obligations/promise',
    drawn(promisePage, { role: 'ig-lead', organization: 'Riverside Hospital', partners: PARTNERS }),
    LEAD,
  ),
  story('look', '/look', drawn(lookPage, { look: readLook(undefined) })),
  { name: 'sign-in', shell: { page: signInPage({ demonstration: true, issuers: ISSUERS }), path: '/sign-in' } },
  { name: 'second-step', shell: { page: secondPage(FIRST_STEP), path: '/sign-in' } },
  { name: 'prove', shell: { page: secondPage({ name: NURSE.name, ways: WAYS, problem: WRONG }), path: '/prove' } },
  story('codes', '/account', codesPage({ codes: CODES, to: '/account' })),
  story('account', '/account', accountPage(ACCOUNT, { today: TODAY, zone: ZONE })),
  story('account-person', '/account', accountPage(OWN_ACCOUNT, { today: TODAY, zone: ZONE }), PERSON),
  story('staff', '/staff', staffPage(STAFF_SHOWN, { today: TODAY, zone: ZONE }), LEAD),
  story(
    'not-found',
    '/people/p99',
    refusalPage([{ code: 'record.person-not-found', type: 'not-found', text: 'There is no person p99 here.' }]),
  ),
];
