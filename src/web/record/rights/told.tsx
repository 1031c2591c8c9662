import { accepted } from '#fhir';
import type { ToldReceiver } from '#record/contract';
import { AuditTabs } from '../../audit/tabs.tsx';
import type { PageDefinition } from '../../page.ts';
import { Fact } from '../../parts/fact.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { When, Words } from '../../parts/value.tsx';

export type ToldShown = { readonly told: ToldReceiver };

const DO: Readonly<Record<ToldReceiver['right'], string>> = {
  correct: 'Put the same right in your own records, where you took it over.',
  erase: 'Take it out of your own records, where you took it over.',
  restrict: 'Do not use it until you are told that the restriction has ended.',
  copy: 'Nothing is to be done.',
  object: 'Nothing is to be done: it is no longer shown to you.',
};

/** What another organisation decided about something that this one was shown. */
export const toldPage: PageDefinition<ToldShown> = {
  path: '/audit/told/:id',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'You were shown this',
  loader: async ({ record, access, params }) => {
    const found = await record.rights.told(access, params['id'] ?? '');
    return found.ok ? accepted({ told: found.value }) : found;
  },
  Page: ({ told }) => (
    <>
      <AuditTabs />
      <div class="page narrow">
        <PageHead title="You were shown this" under={<Words>{told.from}</Words>} />
        <Section title="What was decided">
          <dl class="facts">
            <Fact name="About">
              <Words>{told.item}</Words>
            </Fact>
            <Fact name="Shown to you">
              <When at={told.seen} time />
            </Fact>
            <Fact name="Decided">
              <When at={told.at} time />
            </Fact>
            <Fact name="What to do">{DO[told.right]}</Fact>
          </dl>
          <p>
            When it is done, say so under <a href="/obligations">what is due</a>.
          </p>
        </Section>
      </div>
    </>
  ),
};
