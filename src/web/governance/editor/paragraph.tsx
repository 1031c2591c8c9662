import { type Paragraph, renderUnfinished, SECTIONS } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';
import { capital } from '../../parts/words.ts';
import { STAFF } from '../../shell/places.ts';
import { draftHref, paragraphHref, partHref } from '../path.ts';
import { forWords, openDraft, type OpenDraft, revisionIn } from './open-draft.ts';

export type ParagraphShown = OpenDraft & { readonly paragraph: Paragraph };

/** One paragraph of the text that is signed: its number, its words, what it is about, and what runs because of it. */
export const paragraphPage: PageDefinition<ParagraphShown> = {
  path: '/drafts/:draft/text/:paragraph',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ paragraph, draft }) => `Paragraph ${paragraph.id}: ${draft.title}`,
  loader: async (context) => {
    const found = await openDraft(context);
    if (!found.ok) return found;
    const paragraph = found.value.draft.body.text.find(({ id }) => id === context.params.paragraph);
    if (!paragraph) return refuse('not-found', 'web.part-gone', 'That paragraph is not in the draft any more.');
    return accepted({ ...found.value, paragraph: context.typed ? written(context.typed, paragraph) : paragraph });
  },
  Page: ({ draft, paragraph }) => (
    <div class="page">
      <p class="back">
        <a href={draftHref(draft.id)}>
          <Words>{draft.title}</Words>
        </a>
      </p>
      <PageHead
        title={<bdi>Paragraph {paragraph.id}</bdi>}
        under="What is signed is the text. Where it and what runs differ, the text prevails."
      />
      <div class="writing">
        <Section title="The text">
          <form method="post" class="form" data-draft>
            <input type="hidden" name="action" value="keep" />
            <input type="hidden" name="revision" value={String(draft.revision)} />
            <Field label="Number" name="id" hint="As in the document, such as 4.2." required value={paragraph.id} />
            <Field label="Words" name="text" lines={10} value={paragraph.text} />
            <Choice
              label="What it is about"
              name="section"
              value={paragraph.section ?? ''}
              options={[
                { value: '', words: 'Nothing that is asked for' },
                ...SECTIONS.map((one) => ({ value: one, words: capital(one.replaceAll('-', ' ')) })),
              ]}
            />
            <Choice
              label="Where no part carries it out"
              name="coverage"
              value={paragraph.coverage ?? ''}
              options={[
                { value: '', words: 'It is left to people’s judgement' },
                { value: 'not-modelled', words: 'Concord does not carry it out' },
              ]}
            />
            <p class="actions">
              <Button kind="main">Done</Button>
              <span class="meta" id="kept" role="status" />
            </p>
          </form>
        </Section>
        <Beside draft={draft} paragraph={paragraph} />
      </div>
    </div>
  ),
  actions: {
    keep: async (context, form) => {
      const found = await openDraft(context);
      if (!found.ok) return found;
      const { draft } = found.value;
      const before = draft.body.text.find(({ id }) => id === context.params.paragraph);
      if (!before) return refuse('not-found', 'web.part-gone', 'That paragraph is not in the draft any more.');
      const quiet = form.get('quiet') === 'yes';
      // A number is changed when somebody is done, never while it is typed: its parts and its address go with it.
      const paragraph = { ...written(form, before), ...(quiet ? { id: before.id } : {}) };
      const change = { what: 'paragraph' as const, id: before.id, paragraph };
      const done = await context.governance.changeDraft(context.access, draft.id, change, revisionIn(form));
      if (!done.ok) return done;
      return quiet
        ? accepted({ to: paragraphHref(draft.id, before.id) })
        : accepted({ to: `${draftHref(draft.id)}#p-${paragraph.id}`, said: 'Kept.' });
    },
    'take-out': async ({ governance, access, params }) => {
      const change = { what: 'take-out' as const, of: 'paragraph' as const, id: params.paragraph ?? '' };
      const done = await governance.changeDraft(access, params.draft ?? '', change, 0);
      return done.ok ? accepted({ to: draftHref(params.draft ?? ''), said: 'Taken out. It can be put back.' }) : done;
    },
  },
};

function Beside({ draft, paragraph }: Pick<ParagraphShown, 'draft' | 'paragraph'>) {
  const runs = draft.body.clauses.filter(({ cites }) => cites === paragraph.id);
  return (
    <div class="beside">
      <Section title="What runs because of it" count={runs.length}>
        {runs.length === 0 && <p>Nothing yet: the draft’s page adds a part to it.</p>}
        <ul class="item-list">
          {runs.map((clause) => (
            <li key={clause.id}>
              <a href={partHref(draft.id, clause.id)}>
                <Words>{renderUnfinished(clause, forWords(draft.body))}</Words>
              </a>
            </li>
          ))}
        </ul>
      </Section>
      <Post action="take-out">
        <p>
          <Button>Take this paragraph out</Button>
        </p>
      </Post>
    </div>
  );
}

function written(form: URLSearchParams, before: Paragraph): Paragraph {
  const section = SECTIONS.find((one) => one === form.get('section'));
  const id = (form.get('id') ?? '').trim();
  return {
    id: id === '' ? before.id : id.slice(0, 64),
    text: (form.get('text') ?? '').replace(/\r\n/g, '\n').trim(),
    ...(section ? { section } : {}),
    ...(form.get('coverage') === 'not-modelled' ? { coverage: 'not-modelled' as const } : {}),
  };
}
