import { CLAUSE_KINDS, type Paragraph, renderUnfinished, SECTIONS, type UnfinishedClause } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { DraftChange, DraftView } from '#governance/contract';
import type { PageDefinition } from '../../page.ts';
import { PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When, Words } from '../../parts/value.tsx';
import { counted, kindWords } from '../../parts/words.ts';
import { STAFF } from '../../shell/places.ts';
import { agreementHref, draftHref, paragraphHref, partHref } from '../path.ts';
import { DraftFaults, Send, TakenOut, WhatChanges } from './draft-parts.tsx';
import { faultsOfClause } from './faults.ts';
import { KIND_LABELS } from './labels.ts';
import { forWords, openDraft, type OpenDraft, revisionIn } from './open-draft.ts';

/** A draft as a whole: the text, what runs because of it, what is missing, what it changes, and sending it. */
export const draftPage: PageDefinition<OpenDraft> = {
  path: '/drafts/:draft',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ draft }) => draft.title,
  loader: openDraft,
  Page: ({ draft }) => (
    <div class="page">
      <p class="back">
        <a href="/drafts">Drafts</a>
      </p>
      <PageHead
        title={<Words>{draft.title}</Words>}
        under={
          <>
            Draft · {kindWords(draft.kind)} · {draft.after === undefined ? 'new' : `to follow version ${draft.after}`} ·
            last written by {draft.by}, <When at={draft.at} time />
          </>
        }
      >
        <a class="button" href={draftHref(draft.id, '/terms')}>
          Title, parties and days
        </a>
      </PageHead>
      <p class="meta">
        <Words>{`Between ${draft.body.parties.map(({ name }) => name).join(', ') || 'nobody yet'}. For ${draft.body.population.words || '…'}.`}</Words>
      </p>
      <DraftFaults draft={draft} />
      <Text draft={draft} />
      <WhatChanges draft={draft} />
      <TakenOut draft={draft} />
      <Send draft={draft} />
    </div>
  ),
  actions: {
    change: async ({ governance, access, params }, form) => {
      const id = params.draft ?? '';
      const change = changeIn(form);
      if (!change) return accepted({ to: draftHref(id) });
      const done = await governance.changeDraft(access, id, change, revisionIn(form));
      if (!done.ok) return done;
      const { added } = done.value;
      if (change.what === 'add-clause' && added !== undefined) return accepted({ to: partHref(id, added) });
      if (change.what === 'add-paragraph' && added !== undefined) return accepted({ to: paragraphHref(id, added) });
      const anchor = 'of' in change ? `#${change.of === 'clause' ? 'part' : 'p'}-${change.id}` : '';
      return accepted({ to: `${draftHref(id)}${anchor}` });
    },
    send: async ({ governance, access, params }, form): Promise<Outcome<{ to: string; said: string }>> => {
      const done = await governance.sendDraft(access, params.draft ?? '', revisionIn(form));
      if (!done.ok) return done;
      const { instrument, version } = done.value;
      return accepted({
        to: agreementHref(instrument, version),
        said: `Version ${version} is sent. Each party signs it next.`,
      });
    },
    drop: async ({ governance, access, params }) => {
      const done = await governance.dropDraft(access, params.draft ?? '');
      return done.ok ? accepted({ to: '/drafts', said: 'The draft is dropped.' }) : done;
    },
  },
};

/** Every paragraph beside the parts that carry it out. One form: each of its buttons says what it does. */
function Text({ draft }: { readonly draft: DraftView }) {
  const { text, clauses } = draft.body;
  const carried = text.filter(({ id }) => clauses.some(({ cites }) => cites === id)).length;
  const lost = clauses.filter(({ cites }) => !text.some(({ id }) => id === cites));
  return (
    <Section
      title="The text, and what runs because of it"
      aside={`${carried} of ${counted(text.length, 'paragraph')} carried out`}
    >
      <form method="post">
        <input type="hidden" name="action" value="change" />
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <ol class="draft-text">
          {text.map((paragraph, index) => (
            <Row key={paragraph.id} draft={draft} paragraph={paragraph} at={[index, text.length]} />
          ))}
          {lost.length > 0 && (
            <li class="draft-row">
              <div class="draft-said">
                <Tag tone="concern">In no paragraph</Tag>
              </div>
              <Parts draft={draft} of={lost} />
            </li>
          )}
        </ol>
        <p class="actions">
          <button type="submit" class="button" name="do" value="add-paragraph">
            Add a paragraph
          </button>
        </p>
      </form>
    </Section>
  );
}

type RowProps = { readonly draft: DraftView; readonly paragraph: Paragraph; readonly at: readonly [number, number] };

function Row({ draft, paragraph, at: [index, count] }: RowProps) {
  const { id, text, section } = paragraph;
  const runs = draft.body.clauses.filter(({ cites }) => cites === id);
  return (
    <li class="draft-row" id={`p-${id}`}>
      <div class="draft-said">
        <h3>
          <a href={paragraphHref(draft.id, id)}>
            <bdi dir="ltr">{id}</bdi>
            {section !== undefined && <span class="meta"> {section.replaceAll('-', ' ')}</span>}
          </a>
        </h3>
        {text === '' ? <Tag tone="concern">No words yet</Tag> : <p dir="auto">{text}</p>}
        <p class="row-tools">
          <Do does={`move:paragraph:${id}:-1`} words={`Move paragraph ${id} up`} sign="↑" off={index === 0} />
          <Do does={`move:paragraph:${id}:1`} words={`Move paragraph ${id} down`} sign="↓" off={index === count - 1} />
          <Do does={`take-out:paragraph:${id}`} words={`Take paragraph ${id} out`} sign="×" />
        </p>
      </div>
      <div>
        {runs.length === 0 && (
          <p class="meta">
            {paragraph.coverage === 'not-modelled' ? 'Not carried out by Concord.' : 'Left to people’s judgement.'}
          </p>
        )}
        <Parts draft={draft} of={runs} />
        <AddPart paragraph={id} />
      </div>
    </li>
  );
}

function Parts({ draft, of }: { readonly draft: DraftView; readonly of: readonly UnfinishedClause[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="draft-parts">
      {of.map((clause) => {
        const wrong = [...faultsOfClause(draft.faults, draft.body.clauses, clause.id).values()].flat().length;
        return (
          <li key={clause.id} id={`part-${clause.id}`}>
            <a class="part-kind" href={partHref(draft.id, clause.id)}>
              {KIND_LABELS[clause.clause][0]}
              <span class="sr"> ({clause.id})</span>
            </a>
            {wrong > 0 && <Tag tone="concern">{counted(wrong, 'thing')} missing</Tag>}
            <p>
              <Words>{renderUnfinished(clause, forWords(draft.body))}</Words>
            </p>
            <p class="row-tools">
              <Do does={`move:clause:${clause.id}:-1`} words={`Move part ${clause.id} up`} sign="↑" />
              <Do does={`move:clause:${clause.id}:1`} words={`Move part ${clause.id} down`} sign="↓" />
              <Do does={`take-out:clause:${clause.id}`} words={`Take part ${clause.id} out`} sign="×" />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function AddPart({ paragraph }: { readonly paragraph: string }) {
  return (
    <p class="with-button add-part">
      <select name={`kind.${paragraph}`} aria-label={`What carries out paragraph ${paragraph}`}>
        {CLAUSE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_LABELS[kind][0]}
          </option>
        ))}
      </select>
      <button type="submit" class="button" name="do" value={`add-clause:${paragraph}`}>
        Add a part<span class="sr"> to paragraph {paragraph}</span>
      </button>
    </p>
  );
}

function Do(props: { readonly does: string; readonly words: string; readonly sign: string; readonly off?: boolean }) {
  return (
    <button
      type="submit"
      class="button small"
      name="do"
      value={props.does}
      disabled={props.off === true}
      title={props.words}
    >
      <span aria-hidden="true">{props.sign}</span>
      <span class="sr">{props.words}</span>
    </button>
  );
}

/** 'move:clause:leave-1:-1', 'add-clause:4.2'. Ids hold no colon. */
function changeIn(form: URLSearchParams): DraftChange | undefined {
  const [what = '', first = '', second = '', third = ''] = (form.get('do') ?? '').split(':');
  const of = first === 'paragraph' || first === 'clause' ? first : undefined;
  if (what === 'add-paragraph') {
    const section = SECTIONS.find((one) => one === first);
    return { what, ...(section ? { section } : {}) };
  }
  if (what === 'add-clause') {
    const kind = CLAUSE_KINDS.find((one) => one === form.get(`kind.${first}`));
    return kind && { what, kind, cites: first };
  }
  if (of && (what === 'take-out' || what === 'put-back')) return { what, of, id: second };
  return of && what === 'move' ? { what, of, id: second, by: third === '-1' ? -1 : 1 } : undefined;
}
