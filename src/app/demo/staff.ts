import type { Instrument, MeasureClause } from '#agreement';
import { assert } from '#base';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';
import { concept } from './written.ts';

const CLIENT = 'demonstration';
const PROFESSIONS = 'http://terminology.hl7.org/CodeSystem/practitioner-role';
const NURSE = ['nurse', 'Nurse'] as const;
const WORDS = {
  id: '5.4',
  text: 'Whoever finds high blood pressure and whoever treats it aim together at 80 of 100 people measured in a year, and 80 of 100 treated. Elm Tree Surgery has at least two nurses for it.',
};

/** The one way from risk to control of high blood pressure has aims of its own: of people, and of staff. */
export function withJoinedAims(made: Demonstration, draft: Instrument, cascade: MeasureClause): Instrument {
  const clause: MeasureClause = {
    ...cascade,
    cites: WORDS.id,
    aims: ['hypertension-linked', 'hypertension-treated'].map((measure) => ({ measure, percent: 80 })),
    staff: [
      {
        id: 'nurses',
        words: 'nurses who take a pressure and follow it up',
        codes: { system: PROFESSIONS, codes: [NURSE[0]] },
        organization: `Organization/${siteOf(made)}`,
        atLeast: 2,
      },
    ],
  };
  const text = draft.text.flatMap((one) => (one.id === '5.3' ? [one, WORDS] : [one]));
  return { ...draft, text, clauses: [...draft.clauses, clause] };
}

/** One nurse where two are agreed, as the practice writes its own staff down. Safe to run again. */
export async function employ(app: App, made: Demonstration): Promise<void> {
  const site = siteOf(made);
  const access = await app.core.auth.accessOfClient(CLIENT, `Organization/${site}`);
  const nurse = { resourceType: 'Practitioner', id: 'ruth-adeyemi', active: true, name: [{ text: 'Ruth Adeyemi' }] };
  const post = {
    resourceType: 'PractitionerRole',
    id: 'ruth-adeyemi-nurse',
    active: true,
    practitioner: { reference: `Practitioner/${nurse.id}` },
    organization: { reference: `Organization/${site}` },
    code: [concept(PROFESSIONS, ...NURSE)],
  };
  const repository = app.core.services.repository(access);
  must(await repository.update(nurse.resourceType, nurse.id, JSON.stringify(nurse)));
  must(await repository.update(post.resourceType, post.id, JSON.stringify(post)));
}

function siteOf({ partners }: Demonstration): string {
  const site = partners.find(({ kind }) => kind === 'practice');
  assert(site, 'the demonstration has a practice');
  return site.id;
}
