import { accepted } from '#fhir';
import { type Harm, HARM_FOUND } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post, Radios } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { personPath } from '../record/path.ts';
import { HarmSaid } from '../record/harm-parts.tsx';
import { AuditTabs } from './tabs.tsx';

export type HarmShown = {
  readonly harm: Harm;
  readonly typed?: { readonly found: string; readonly words: string };
};

/** A report of harm by disclosure, for information governance where it happened. */
export const harmPage: PageDefinition<HarmShown> = {
  path: '/audit/harms/:id',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Harm by disclosure',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.harms.one(access, params.id ?? '');
    if (!found.ok) return found;
    const kept = typed && { found: typed.get('found') ?? '', words: typed.get('words') ?? '' };
    return accepted({ harm: found.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ harm, typed }) => (
    <>
      <AuditTabs />
      <div class="page narrow">
        <PageHead
          title="Harm by disclosure"
          under="The words are read by you and by the person alone. Decide at once whether it is a breach that the authority has to be told of."
        />
        <Section title="What was reported">
          <ul class="item-list">
            <HarmSaid of={harm} />
          </ul>
          {harm.person !== undefined && (
            <p class="actions">
              <a class="button" href={personPath(harm.person, '/access')}>
                See who looked at this record
              </a>
            </p>
          )}
        </Section>
        {harm.answer === undefined && (
          <Section title="Your answer">
            <Post action="answer">
              <Radios
                label="Where did it come from?"
                name="found"
                options={Object.entries(HARM_FOUND).map(([value, words]) => ({ value, words }))}
                value={typed?.found ?? ''}
              />
              <Field
                label="What the person reads"
                name="words"
                hint="Say what you looked at, what you found, what is done so that it does not happen again, and where they can complain."
                lines={5}
                required
                value={typed?.words}
              />
              <p class="actions">
                <Button kind="main">Send the answer</Button>
              </p>
            </Post>
          </Section>
        )}
      </div>
    </>
  ),
  actions: {
    answer: async ({ record, access, params }, form) => {
      const said = { found: form.get('found') ?? '', words: form.get('words') ?? '' };
      const done = await record.harms.reply(access, params.id ?? '', said);
      return done.ok ? accepted({ to: '/audit', said: 'Sent. The person reads it beside the report.' }) : done;
    },
  },
};
