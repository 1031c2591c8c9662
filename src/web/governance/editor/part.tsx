import { clauseForm, renderUnfinished, type UnfinishedClause } from '#agreement';
import { accepted, refuse } from '#fhir';
import { type PageDefinition } from '../../page.ts';
import { Button, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';
import { STAFF } from '../../shell/places.ts';
import { draftHref, partHref } from '../path.ts';
import { aroundOf, forWords, openDraft, type OpenDraft, revisionIn } from './open-draft.ts';
import { FaultsAt } from './field-kinds.tsx';
import { Fields } from './fields.tsx';
import { faultsOfClause } from './faults.ts';
import { KIND_LABELS } from './labels.ts';
import { inOrderOf, readMembers, withRows } from './read.ts';

export type PartShown = OpenDraft & { readonly clause: UnfinishedClause };

/** One part of a draft: its fields, and beside them the sentence that will be signed, as it is typed. */
export const partPage: PageDefinition<PartShown> = {
  path: '/drafts/:draft/parts/:part',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ clause, draft }) => `${KIND_LABELS[clause.clause][0]}: ${draft.title}`,
  loader: async (context) => {
    const found = await openDraft(context);
    if (!found.ok) return found;
    const clause = found.value.draft.body.clauses.find(({ id }) => id === context.params.part);
    if (!clause) return refuse('not-found', 'web.part-gone', 'That part is not in the draft any more.');
    return accepted({ ...found.value, clause: context.typed ? writtenClause(context.typed, clause) : clause });
  },
  Page: (shown) => {
    const { draft, clause } = shown;
    const [label, purpose] = KIND_LABELS[clause.clause];
    const around = aroundOf(shown, faultsOfClause(draft.faults, draft.body.clauses, clause.id), clause.id);
    const { form } = clauseForm(clause.clause);
    return (
      <div class="page">
        <p class="back">
          <a href={draftHref(draft.id)}>
            <Words>{draft.title}</Words>
          </a>
        </p>
        <PageHead title={label} under={purpose} />
        <div class="writing">
          <Section title="What it says">
            <form method="post" class="form" data-draft>
              <input type="hidden" name="action" value="keep" />
              <input type="hidden" name="revision" value={String(draft.revision)} />
              {/* What the enter key presses: else it would be the first button of a list. */}
              <button type="submit" class="sr" name="stay" value="yes" tabIndex={-1} aria-hidden="true">
                Keep
              </button>
              <FaultsAt name="" around={around} />
              {form.kind === 'object' && (
                <Fields
                  form={form}
                  path={[clause.clause]}
                  name=""
                  value={clause}
                  around={around}
                  without={['id', 'clause']}
                />
              )}
              <p class="actions">
                <Button kind="main">Done</Button>
                <button type="submit" class="button" name="stay" value="yes">
                  Keep and go on
                </button>
                <span class="meta" id="kept" role="status" />
              </p>
            </form>
          </Section>
          <Beside {...shown} />
        </div>
      </div>
    );
  },
  actions: {
    keep: async (context, form) => {
      const found = await openDraft(context);
      if (!found.ok) return found;
      const { draft } = found.value;
      const before = draft.body.clauses.find(({ id }) => id === context.params.part);
      if (!before) return refuse('not-found', 'web.part-gone', 'That part is not in the draft any more.');
      const change = { what: 'clause' as const, id: before.id, clause: writtenClause(form, before) };
      const done = await context.governance.changeDraft(context.access, draft.id, change, revisionIn(form));
      if (!done.ok) return done;
      if (form.get('quiet') === 'yes') return accepted({ to: partHref(draft.id, before.id) });
      const rows = form.get('rows');
      if (rows !== null) return accepted({ to: `${partHref(draft.id, before.id)}${anchorOf(rows)}` });
      if (form.get('stay') === 'yes') return accepted({ to: partHref(draft.id, before.id), said: 'Kept.' });
      return accepted({ to: `${draftHref(draft.id)}#part-${before.id}`, said: 'Kept.' });
    },
    'take-out': async (context) => {
      const { governance, access, params } = context;
      const change = { what: 'take-out' as const, of: 'clause' as const, id: params.part ?? '' };
      const done = await governance.changeDraft(access, params.draft ?? '', change, 0);
      return done.ok ? accepted({ to: draftHref(params.draft ?? ''), said: 'Taken out. It can be put back.' }) : done;
    },
  },
};

/** The sentence, the text it carries out, and a way out. */
function Beside({ draft, clause }: PartShown) {
  const paragraph = draft.body.text.find(({ id }) => id === clause.cites);
  return (
    <div class="beside">
      <Section title="In words">
        <p id="words" class="answer-words" data-fresh aria-live="polite">
          <Words>{renderUnfinished(clause, forWords(draft.body))}</Words>
        </p>
        <p class="meta">… stands for what is still to be filled in. Who signs reads this sentence.</p>
      </Section>
      <Section title="What the text says">
        {paragraph && paragraph.text !== '' ? (
          <blockquote dir="auto">{paragraph.text}</blockquote>
        ) : (
          <p>Paragraph {clause.cites} has no words yet. What is signed is the text, so say it there too.</p>
        )}
      </Section>
      <Post action="take-out">
        <p>
          <Button>Take this part out</Button>
        </p>
      </Post>
    </div>
  );
}

/** What a form says of a clause; its name and kind stay. */
export function writtenClause(form: URLSearchParams, before: UnfinishedClause): UnfinishedClause {
  const shape = clauseForm(before.clause);
  if (shape.form.kind !== 'object') return before;
  const read = { ...readMembers(shape.form, '', form), id: before.id, clause: before.clause };
  const written = inOrderOf(shape, before, withRows(shape, '', read, form)) as UnfinishedClause;
  return { ...written, cites: written.cites ?? before.cites };
}

/** Back to the list that was changed. */
function anchorOf(rows: string): string {
  const [act = '', place = ''] = rows.split(':');
  return act === 'add' || place === '' ? '' : `#row-${place.replaceAll('.', '-')}`;
}
