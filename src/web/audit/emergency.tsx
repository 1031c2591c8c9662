import { accepted } from '#fhir';
import type { Emergency } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post, Radios } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { AuditTabs } from './tabs.tsx';

export type EmergencyShown = {
  readonly emergency: Emergency;
  readonly typed?: Readonly<Record<'verdict' | 'words' | 'because' | 'days', string>>;
};

/** One record that was opened in an emergency, for its review by somebody who did not open it. */
export const emergencyPage: PageDefinition<EmergencyShown> = {
  path: '/audit/emergency/:id',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Opened in an emergency',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.emergency(access, params.id ?? '');
    if (!found.ok) return found;
    const value = (name: string): string => typed?.get(name) ?? '';
    const kept = typed && {
      verdict: value('verdict'),
      words: value('words'),
      because: value('because'),
      days: value('days'),
    };
    return accepted({ emergency: found.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ emergency, typed }) => (
    <>
      <AuditTabs />
      <div class="page narrow">
        <PageHead
          title="Opened in an emergency"
          under={<Words>{`${emergency.who}, ${emergency.role.replaceAll('-', ' ')}`}</Words>}
        />
        <What of={emergency} />
        {emergency.review ? <Reviewed of={emergency.review} /> : <Review of={emergency} typed={typed} />}
        <Telling of={emergency} typed={typed} />
      </div>
    </>
  ),
  actions: {
    review: async ({ record, access, params }, form) => {
      const review = { verdict: form.get('verdict') ?? '', words: form.get('words') ?? '' };
      const done = await record.reviewEmergency(access, params.id ?? '', review);
      return done.ok ? accepted({ to: '/audit', said: 'Reviewed. The person reads what you wrote.' }) : done;
    },
    hold: async ({ record, access, params }, form) => {
      const id = params.id ?? '';
      const hold = { because: form.get('because') ?? '', days: Number(form.get('days') ?? 0) };
      const done = await record.holdEmergency(access, id, hold);
      return done.ok
        ? accepted({ to: `/audit/emergency/${encodeURIComponent(id)}`, said: 'The person is told later.' })
        : done;
    },
  },
};

function What({ of: { reason, words, opened, until, reviewBy, late, person, review } }: { readonly of: Emergency }) {
  return (
    <Section title="What happened">
      <dl class="pairs">
        <dt>Why</dt>
        <dd>{reason}</dd>
        <dt>In their words</dt>
        <dd>
          <Words>{words}</Words>
        </dd>
        <dt>Open</dt>
        <dd>
          <When at={opened} time /> to <When at={until} time />
        </dd>
        {review === undefined && (
          <>
            <dt>Review by</dt>
            <dd>
              <When at={reviewBy} /> {late && <Tag tone="danger">late</Tag>}
            </dd>
          </>
        )}
      </dl>
      <p class="actions">
        <a class="button" href={personPath(person, '/access')}>
          See everything that was looked at
        </a>
      </p>
    </Section>
  );
}

function Review({ of: { late }, typed }: { readonly of: Emergency; readonly typed: EmergencyShown['typed'] }) {
  return (
    <Section title="Your review" aside={late ? 'Others have been told that it is late' : undefined}>
      <Post action="review">
        <Radios
          label="Was it right to open the record?"
          name="verdict"
          options={[
            { value: 'justified', words: 'Yes, it was justified' },
            { value: 'not-justified', words: 'No, it was not' },
          ]}
          value={typed?.verdict ?? ''}
        />
        <Field
          label="What you looked at, and why you think so"
          name="words"
          hint="The person reads this beside the entry."
          lines={4}
          required
          value={typed?.words}
        />
        <p class="actions">
          <Button kind="main">Finish the review</Button>
        </p>
      </Post>
    </Section>
  );
}

function Reviewed({ of: { by, at, verdict, words } }: { readonly of: NonNullable<Emergency['review']> }) {
  return (
    <Section title="Reviewed">
      <p>
        {verdict === 'justified' ? <Tag tone="done">Justified</Tag> : <Tag tone="danger">Not justified</Tag>}{' '}
        <Words>{by}</Words>, <When at={at} />
      </p>
      <p>
        <Words>{words}</Words>
      </p>
    </Section>
  );
}

function Telling({
  of: { toldFrom, held },
  typed,
}: {
  readonly of: Emergency;
  readonly typed: EmergencyShown['typed'];
}) {
  return (
    <Section title="Telling the person">
      <p>
        The person sees this opening from <When at={toldFrom} time /> on.
      </p>
      {held && (
        <p>
          <Tag tone="wait">Delayed</Tag> <Words>{`${held.by}: ${held.because}`}</Words>
        </p>
      )}
      <details open={typed?.because !== undefined && typed.because !== ''}>
        <summary>Telling would put somebody in danger</summary>
        <Post action="hold">
          <Field label="Who would be in danger, and why" name="because" lines={3} required value={typed?.because} />
          <Field
            label="For how many days"
            name="days"
            hint="At most 90; then it is shown."
            required
            value={typed?.days}
          />
          <p class="actions">
            <Button kind="danger">Tell the person later</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}
