import { accepted } from '#fhir';
import type { KeyPeople, KeyRole } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { CarriedList } from './parts.tsx';

/** What one person alone holds, by organisation: what stops should they be away. */
export const keyPeoplePage: PageDefinition<{ readonly found: KeyPeople }> = {
  path: '/key-people',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'What hangs on one person',
  loader: async ({ governance, access }) => accepted({ found: await governance.people.keyPeople(access) }),
  Page: ({ found }) => (
    <div class="page">
      <PageHead
        title="What hangs on one person"
        under="Roles with work in hand that nobody else sits in. A second seat, or a deputy, is what takes it away."
      />
      <Section title="One alone" count={found.roles.length}>
        {found.roles.length === 0 ? (
          <Empty title="Every role with work in hand is held by two or more." />
        ) : (
          <ul class="item-list">
            {found.roles.map((role) => (
              <Row key={`${role.organization} ${role.role}`} of={role} />
            ))}
          </ul>
        )}
      </Section>
      {found.packs.length > 0 && (
        <Section title="Handed over" count={found.packs.length}>
          <ul class="plain-list">
            {found.packs.map(({ id, name, ends }) => (
              <li key={id}>
                <a href={`/leaving/${id}`}>
                  <Words>{name}</Words>
                </a>
                <span class="aside">
                  <When at={ends} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  ),
};

function Row({ of }: { readonly of: KeyRole }) {
  return (
    <li data-row>
      <span class="item-title">
        <bdi>
          {of.holder !== undefined && (
            <>
              <Words>{of.holder}</Words>,{' '}
            </>
          )}
          {SEAT_WORDS[of.role]}, <Words>{of.organizationName}</Words>
        </bdi>
      </span>
      <span class="item-fact">
        {of.until === undefined ? (
          counted(of.carries.length, 'thing')
        ) : (
          <Tag tone="concern">
            until <When at={of.until} />
          </Tag>
        )}
      </span>
      <CarriedList of={of.carries} />
    </li>
  );
}
