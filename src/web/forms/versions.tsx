import { accepted } from '#fhir';
import type { FormChange } from '#forms';
import type { FormVersions } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type VersionsShown = { readonly found: FormVersions; readonly mayPublish: boolean };

/** Every version of a form: who published it, what it changed, and where what was answered to it is read. */
export const formVersionsPage: PageDefinition<VersionsShown> = {
  path: '/forms/:id/versions',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `${found.form.title}: versions`,
  loader: async ({ record, access, params }) => {
    const found = await record.forms.versions(access, params['id'] ?? '');
    if (!found.ok) return found;
    return accepted({ found: found.value, mayPublish: (await record.forms.mayPublish(access)).ok });
  },
  Page: ({ found: { form, versions }, mayPublish }) => (
    <div class="page">
      <p class="back">
        <a href={`/forms/${encodeURIComponent(form.id)}`}>
          <Words>{form.title}</Words>
        </a>
      </p>
      <PageHead title="Versions" under={<Words>{form.title}</Words>} />
      {mayPublish && (
        <p class="actions">
          <a class="button" href="/forms/publish">
            Publish a new version
          </a>
        </p>
      )}
      {versions.map(({ id, version, active, by, at, changes }) => (
        <Section
          key={id}
          title={`Version ${version}`}
          aside={active ? <Tag tone="done">in use</Tag> : <Tag tone="quiet">not in use any more</Tag>}
        >
          <p class="meta">
            {by === undefined || at === undefined ? (
              'Stored by a connected system.'
            ) : (
              <>
                Published by <Words>{by}</Words>, <When at={at} />.
              </>
            )}{' '}
            <a href={`/forms/${encodeURIComponent(id)}`}>
              The form and its answers<span class="sr">, version {version}</span>
            </a>
          </p>
          {changes && <Changes of={changes} />}
        </Section>
      ))}
    </div>
  ),
};

/** What a version changed, in words. */
export function Changes({ of }: { readonly of: readonly FormChange[] }) {
  if (of.length === 0) return <p>Nothing is asked otherwise.</p>;
  return (
    <ul class="item-list">
      {of.map(({ linkId, words }) => (
        <li key={`${linkId ?? ''} ${words}`}>
          <span class="item-words">
            <Words>{words}</Words>
          </span>
        </li>
      ))}
    </ul>
  );
}
