import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { EmergencyReason, EmergencyRequest } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post, Radios } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When } from '../parts/value.tsx';
import { personPath } from './path.ts';

/** Clinicians. Which of them it is where the program stands, the law's floor for emergencies says: whoever opens is held against that. */
export const EMERGENCY_OPENERS: readonly Role[] = [
  'gp',
  'practice-nurse',
  'consultant',
  'specialist-nurse',
  'community-nurse',
];

const REASONS: readonly (readonly [EmergencyReason, string])[] = [
  ['danger-to-life', 'Danger to life or of serious harm now'],
  ['cannot-say', 'The person cannot say what they have or take'],
  ['urgent-care', 'Urgent care, and their own team cannot be reached'],
  ['asked-by-person', 'The person asked for it and is not on our list'],
];

export type OpenEmergencyShown = { readonly typed?: EmergencyRequest };

/** Opening a record that is not open to one, because somebody must act now. */
export const openEmergencyPage: PageDefinition<OpenEmergencyShown> = {
  path: '/emergency',
  policy: { allow: 'roles', roles: EMERGENCY_OPENERS },
  title: () => 'Open a record in an emergency',
  loader: async ({ typed, query }) => {
    const person = query.get('person');
    if (typed) return accepted({ typed: requestOf(typed) });
    return accepted(person ? { typed: { ...requestOf(new URLSearchParams()), person } } : {});
  },
  Page: ({ typed }) => (
    <div class="page narrow">
      <PageHead
        title="Open a record in an emergency"
        under="For one person, for 60 minutes, and only what the law lets be seen by whoever must act now."
      />
      <Section title="What happens then">
        <ul class="definition">
          <li>Your name, the time and what you write are kept. Information governance reviews every opening.</li>
          <li>The person is told within a day.</li>
          <li>You can read, and neither write, export nor print.</li>
        </ul>
      </Section>
      <Section title="Who and why">
        <Post action="open">
          {typed?.person !== undefined && <input type="hidden" name="person" value={typed.person} />}
          <Field
            label="Family name"
            name="family"
            hint="As on their papers, or as they say it: it is compared, and nothing is guessed."
            required
            value={typed?.family}
          />
          <Field label="Birth date" name="born" type="date" required value={typed?.born} />
          <Field label="NHS number" name="nhsNumber" hint="If you have it." value={typed?.nhsNumber} />
          <Radios
            label="Why now"
            name="reason"
            options={REASONS.map(([value, words]) => ({ value, words }))}
            value={typed?.reason ?? ''}
          />
          <Field
            label="What is happening"
            name="words"
            hint="In 15 characters or more. The person reads it too."
            lines={3}
            required
            value={typed?.words}
          />
          <p class="actions">
            <Button kind="danger">Open the record</Button>
          </p>
        </Post>
      </Section>
    </div>
  ),
  actions: {
    open: async ({ record, access }, form) => {
      const done = await record.openEmergency(access, requestOf(form));
      return done.ok ? accepted({ to: personPath(done.value.person), said: 'Opened for 60 minutes.' }) : done;
    },
    leave: async ({ record, access }, form) => {
      const done = await record.closeEmergency(access, form.get('id') ?? '');
      return done.ok ? accepted({ to: '/people', said: 'The record is closed again.' }) : done;
    },
  },
};

/** Stands over a record that is open because of an emergency; with it nothing of the page is printed. */
export function EmergencyStrip({ of }: { readonly of: { readonly id: string; readonly until: string } }) {
  return (
    <div class="emergency" role="status">
      <p>
        <b>Opened in an emergency.</b> Until <When at={of.until} time />. You can read, and neither write nor print.
      </p>
      <Post action="leave" to="/emergency">
        <input type="hidden" name="id" value={of.id} />
        <Button>Leave now</Button>
      </Post>
    </div>
  );
}

function requestOf(form: URLSearchParams): EmergencyRequest {
  const person = form.get('person');
  const nhsNumber = form.get('nhsNumber');
  return {
    family: form.get('family') ?? '',
    born: form.get('born') ?? '',
    reason: (form.get('reason') ?? '') as EmergencyReason,
    words: form.get('words') ?? '',
    ...(person ? { person } : {}),
    ...(nhsNumber ? { nhsNumber } : {}),
  };
}
