import { accepted, refuse } from '#fhir';
import type { AccessQuestion, InPlace, Visit } from '#record/contract';
import { Visits } from '../audit/visits.tsx';
import type { PageDefinition } from '../page.ts';
import { PageHead } from '../parts/section.tsx';
import { counted } from '../parts/words.ts';
import { InPlaces } from './in-place.tsx';
import { personOf } from './path.ts';
import { PersonTabs } from './person-tabs.tsx';

export type LookedShown = {
  readonly visits: readonly Visit[];
  readonly questions: readonly AccessQuestion[];
  /** Whose record, for information governance; absent on the person's own page. */
  readonly person?: string;
  /** Who sees it in the person's place. */
  readonly inPlace?: readonly InPlace[];
  readonly typed?: { readonly visit: string; readonly words: string };
};

/** Who opened a person's record: for information governance. */
export const accessPage: PageDefinition<LookedShown> = {
  path: '/people/:id/access',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Who looked',
  loader: async ({ record, access, params }) => {
    const person = personOf(params.id);
    const visits = await record.visits(access, person);
    if (!visits.ok) return visits;
    const questions = await record.accessQuestions(access, person);
    return questions.ok ? accepted({ visits: visits.value, questions: questions.value, person }) : questions;
  },
  Page: ({ visits, questions, person = '' }) => (
    <>
      <PersonTabs person={person} role="ig-lead" at="access" />
      <div class="page">
        <PageHead title="Who looked at this record" under={counted(visits.length, 'visit')} />
        <Visits visits={visits} questions={questions} ask={false} />
      </div>
    </>
  ),
};

/** The same for the person themself, who can ask about each entry. */
export const myAccessPage: PageDefinition<LookedShown> = {
  path: '/me/access',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Who looked at my record',
  loader: async ({ record, access, signedIn, typed }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const visits = await record.visits(access, signedIn.person);
    if (!visits.ok) return visits;
    const questions = await record.accessQuestions(access, signedIn.person);
    if (!questions.ok) return questions;
    const inPlace = await record.deciding.inPlace(access);
    if (!inPlace.ok) return inPlace;
    const kept = typed && { visit: typed.get('visit') ?? '', words: typed.get('words') ?? '' };
    const shown = { visits: visits.value, questions: questions.value, inPlace: inPlace.value };
    return accepted({ ...shown, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ visits, questions, inPlace = [], typed }) => (
    <div class="page narrow own">
      <PageHead
        title="Who looked at my record"
        under="Everyone who opens your record is written down here, with the reason they gave. You can ask about each."
      />
      <p>
        Did somebody learn what they should not have? <a href="/me/harm">Report a harm</a>.
      </p>
      <InPlaces of={inPlace} />
      <Visits visits={visits} questions={questions} ask {...(typed ? { typed } : {})} />
    </div>
  ),
  actions: {
    ask: async ({ record, access }, form) => {
      const question = { visit: form.get('visit') ?? '', words: form.get('words') ?? '' };
      const done = await record.askWhy(access, question);
      return done.ok ? accepted({ to: '/me/access', said: 'Sent. The answer will stand beside your question.' }) : done;
    },
  },
};
