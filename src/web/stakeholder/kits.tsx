import { accepted } from '#fhir';
import type { AudienceLink, ConversationView, KitsView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { Concerns } from './concerns.tsx';
import { CircleHead, tells } from './parts.tsx';

export type KitsShown = { readonly found: KitsView; readonly typed?: URLSearchParams };

/** Whom there is to convince, each with their own numbers a click away, and what to talk about next. */
export const kitsPage: PageDefinition<KitsShown> = {
  path: '/programmes/:id/kits',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `Arguments: ${found.programme.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.stakeholders.kits(access, params['id'] ?? '');
    return found.ok ? accepted({ found: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ found, typed }) => (
    <div class="page">
      <CircleHead
        of={found.programme}
        at="/kits"
        title="Arguments"
        under="For each whom it takes to say yes: their own numbers, what changes for them, and their concerns with an answer."
      />
      <Section title="The next conversations" count={found.conversations.length}>
        {found.conversations.length === 0 ? (
          <Empty title="Nothing presses" />
        ) : (
          <ol class="item-list">
            {found.conversations.map((one) => (
              <Talk key={`${one.page} ${one.why}`} of={one} />
            ))}
          </ol>
        )}
      </Section>
      <Section title="For whom" count={found.audiences.length + 1}>
        <ul class="plain-list">
          {found.audiences.map((one) => (
            <li key={`${one.organization} ${one.role}`}>
              <a href={kitAddress(found.programme.id, one)}>
                <Words>{`${SEAT_WORDS[one.role]}, ${one.name}`}</Words>
              </a>
            </li>
          ))}
          <li>
            <a href={`/programmes/${found.programme.id}/for-people`}>People whom it is done for</a>
          </li>
        </ul>
      </Section>
      <Concerns of={found.concerns} title="Concerns that are open" typed={typed} />
    </div>
  ),
  actions: { do: tells((_, params) => `/programmes/${params['id']}/kits`) },
};

export function kitAddress(
  programme: string,
  { organization, role }: Pick<AudienceLink, 'organization' | 'role'>,
): string {
  return `/programmes/${programme}/kit?of=${encodeURIComponent(organization)}&role=${role}`;
}

export function Talk({ of }: { readonly of: ConversationView }) {
  return (
    <li data-row>
      <a class="item-title" href={of.page}>
        {of.place ? <Whose of={of.place} /> : <Words>{of.name ?? ''}</Words>}
      </a>
      <span class="item-words">
        <Words>{of.why}</Words>
      </span>
    </li>
  );
}
