import { INSTRUMENT_KINDS } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { DraftSummary } from '#governance/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { When, Words } from '../../parts/value.tsx';
import { kindWords } from '../../parts/words.ts';
import { STAFF } from '../../shell/places.ts';
import { draftHref } from '../path.ts';

export type DraftsShown = { readonly drafts: readonly DraftSummary[]; readonly typed?: URLSearchParams };

/** What is being written and nobody was asked to sign yet; of one's own organisation alone. */
export const draftsPage: PageDefinition<DraftsShown> = {
  path: '/drafts',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Drafts',
  loader: async ({ governance, access, typed }) => {
    const drafts = await governance.drafts(access);
    return drafts.ok ? accepted({ drafts: drafts.value, ...(typed ? { typed } : {}) }) : drafts;
  },
  Page: ({ drafts, typed }) => (
    <div class="page">
      <PageHead
        title="Drafts"
        under="Being written. No other organisation sees a draft before it is sent for signature."
      />
      <p>
        What shares people’s records is signed once the <a href="/safety-documents">safety documents</a> are accepted.
      </p>
      <div class="halves">
        <Section title="Go on with" count={drafts.length}>
          {drafts.length === 0 && (
            <Empty title="Nothing is being written">
              <p>Begin a new agreement here, or open an agreement and propose a new version of it.</p>
            </Empty>
          )}
          <ul class="agreements">
            {drafts.map(({ id, title, kind, after, by, at }) => (
              <li key={id} data-row>
                <h3>
                  <a href={draftHref(id)}>
                    <Words>{title}</Words>
                  </a>
                </h3>
                <p class="meta">
                  <bdi>
                    {kindWords(kind)}, {after === undefined ? 'new' : `to follow version ${after}`} · {by},{' '}
                    <When at={at} time />
                  </bdi>
                </p>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Begin a new agreement">
          <Post action="begin">
            <Field label="Title" name="title" required value={typed?.get('title') ?? ''} />
            <Choice
              label="Kind"
              name="kind"
              value={typed?.get('kind') ?? 'data-sharing'}
              options={INSTRUMENT_KINDS.map((one) => ({ value: one, words: kindWords(one) }))}
            />
            <p class="hint">A paragraph for each matter that its kind has to speak of is there when it opens.</p>
            <p class="actions">
              <Button kind="main">Begin</Button>
            </p>
          </Post>
        </Section>
      </div>
    </div>
  ),
  actions: {
    begin: async ({ governance, access, today }, form) => {
      const kind = INSTRUMENT_KINDS.find((one) => one === form.get('kind'));
      if (kind === undefined) return refuse('value', 'web.no-kind', 'Choose what kind of agreement it is.', 'kind');
      const done = await governance.startDraft(access, { title: form.get('title') ?? '', kind, effective: today });
      return done.ok ? accepted({ to: draftHref(done.value.id) }) : done;
    },
  },
};
