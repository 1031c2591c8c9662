import { byLawPage, draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { emergencyPage } from '../../src/web/audit/emergency.tsx';
import { harmPage } from '../../src/web/audit/harm.tsx';
import { questionPage } from '../../src/web/audit/question.tsx';
import { auditPage } from '../../src/web/audit/queue.tsx';
import { openEmergencyPage } from '../../src/web/record/open-emergency.tsx';
import { EMERGENCY, QUESTIONS, REVIEWED } from './made-up-audit.ts';
import { myHarmPage, personHarmPage } from '../../src/web/record/harm.tsx';
import { whoKnowsPage } from '../../src/web/record/who-knows.tsx';
import { myDecidesPage, personDecidesPage } from '../../src/web/record/decides.tsx';
import { DECIDING, GROWN } from './made-up-deciding.ts';
import { protectionNotePage, protectionPage } from '../../src/web/record/protection.tsx';
import { PROTECTION } from './made-up-protection.ts';
import { BY_LAW } from './made-up-by-law.ts';
import { CONFIDING } from './made-up-confiding.ts';
import { HARMS } from './made-up-harms.ts';
import { ASKED, MY_RESEARCH } from './made-up-research.ts';
import { researchAskedPage } from '../../src/web/audit/research.tsx';
import { researchPage } from '../../src/web/record/research.tsx';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const NURSE: SignedIn = { name: 'Ruth Adeyemi', role: 'practice-nurse', organization: 'Elm Tree Surgery' };
const DESK: SignedIn = { name: 'Joy Mensah', role: 'receptionist', organization: 'Elm Tree Surgery' };
const LEAD: SignedIn = { name: 'Farah Qureshi', role: 'ig-lead', organization: 'Elm Tree Surgery' };
const PERSON: SignedIn = { name: 'Amina Khan-Williams', role: 'person', organization: '', person: 'Person/p17' };

/** What waits for information governance, who may know, and harm by disclosure: reported by the person and by staff, looked into, answered. */
export const HARM_STORIES: readonly Story[] = [
  story('my-harm', '/me/harm', drawn(myHarmPage, { harms: HARMS }), PERSON),
  story('my-harm-empty', '/me/harm', drawn(myHarmPage, { harms: { ...HARMS, harms: [] } }), PERSON),
  story('report-harm', '/people/p17/harm', drawn(personHarmPage, { harms: HARMS, person: 'Person/p17' })),
  story('person-decides', '/people/p17/decides', drawn(personDecidesPage, { deciding: DECIDING })),
  story(
    'person-decides-refused',
    '/people/p17/decides',
    drawn(personDecidesPage, { deciding: DECIDING, typed: { action: 'judge', matter: 'sharing', by: 'Dr Lund' } }),
  ),
  story('person-decides-grown', '/people/p17/decides', drawn(personDecidesPage, { deciding: GROWN })),
  story('my-decides', '/me/decides', drawn(myDecidesPage, { deciding: DECIDING }), PERSON),
  story('my-decides-none', '/me/decides', drawn(myDecidesPage, { deciding: { ...GROWN, matters: [] } }), PERSON),
  story('protection', '/people/p17/protection', drawn(protectionPage, { protection: PROTECTION })),
  story(
    'protection-none',
    '/people/p17/protection',
    drawn(protectionPage, { protection: { ...PROTECTION, suspicions: [], sitting: [] } }),
  ),
  story(
    'protection-note',
    '/protection/n1',
    drawn(protectionNotePage, {
      ...PROTECTION,
      suspicion: PROTECTION.suspicions[0] as (typeof PROTECTION.suspicions)[number],
    }),
  ),
  story('by-law', '/people/p17/in-their-place', byLawPage(BY_LAW, { today: TODAY, zone: ZONE }), DESK),
  story(
    'by-law-made',
    '/people/p17/in-their-place',
    byLawPage(
      { ...BY_LAW, sitting: [], invitation: { name: 'Eva Lund', link: 'https://vale.example/sign-in?link=abc' } },
      { today: TODAY, zone: ZONE },
    ),
    DESK,
  ),
  story('my-research', '/me/sharing/research', drawn(researchPage, { projects: MY_RESEARCH }), PERSON),
  story('my-research-empty', '/me/sharing/research', drawn(researchPage, { projects: [] }), PERSON),
  story('audit-research', '/audit/research', drawn(researchAskedPage, { register: ASKED }), LEAD),
  story(
    'audit-research-empty',
    '/audit/research',
    drawn(researchAskedPage, { register: { own: [], open: [] }, typed: { title: 'Feet first' } }),
    LEAD,
  ),
  story(
    'audit-harm',
    '/audit/harms/h1',
    drawn(harmPage, { harm: { ...(HARMS.harms[0] as (typeof HARMS.harms)[number]), person: 'Person/p17' } }),
    LEAD,
  ),
  story('who-knows', '/me/sharing/who-knows', drawn(whoKnowsPage, { confiding: CONFIDING }), PERSON),
  story(
    'who-knows-nobody',
    '/me/sharing/who-knows',
    drawn(whoKnowsPage, { confiding: { ...CONFIDING, told: [], called: CONFIDING.usually } }),
    PERSON,
  ),
  story('open-emergency', '/emergency', drawn(openEmergencyPage, {})),
  story(
    'audit',
    '/audit',
    drawn(auditPage, { emergencies: [EMERGENCY], questions: QUESTIONS, harms: HARMS.harms }),
    LEAD,
  ),
  story('audit-empty', '/audit', drawn(auditPage, { emergencies: [], questions: [] }), LEAD),
  story('audit-emergency', '/audit/emergency/b1', drawn(emergencyPage, { emergency: EMERGENCY }), LEAD),
  story('audit-reviewed', '/audit/emergency/b2', drawn(emergencyPage, { emergency: REVIEWED }), LEAD),
  story(
    'audit-question',
    '/audit/questions/q2',
    drawn(questionPage, { question: QUESTIONS[1] as (typeof QUESTIONS)[number] }),
    LEAD,
  ),
];

function drawn<Data extends object>(definition: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(definition, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage, signedIn: SignedIn = NURSE): Story {
  return { name, shell: { page, path, signedIn } };
}
