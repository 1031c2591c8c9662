import type { Refusal } from '#fhir';
import type { DraftView } from '#governance/contract';
import { Button, Post } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';
import { counted } from '../../parts/words.ts';
import { Changes } from '../agreement.tsx';
import { draftHref, partHref } from '../path.ts';
import { faultsAround, faultsOfClause } from './faults.ts';
import { KIND_LABELS } from './labels.ts';

/** Everything that keeps a draft from being sent, each with the place where it is put right. */
export function DraftFaults({ draft }: { readonly draft: DraftView }) {
  const around = faultsAround(draft.faults);
  const parts = draft.body.clauses.flatMap((clause) => {
    const faults = [...faultsOfClause(draft.faults, draft.body.clauses, clause.id).values()].flat();
    return faults.length === 0 ? [] : [{ clause, faults }];
  });
  if (around.length + parts.length === 0) return null;
  return (
    <Section title="Not yet: what is missing" kind="waits" count={counted(around.length + parts.length, 'place')}>
      <form method="post">
        <input type="hidden" name="action" value="change" />
        <ul class="definition">
          {parts.map(({ clause, faults }) => (
            <li key={clause.id}>
              <a href={partHref(draft.id, clause.id)}>
                {KIND_LABELS[clause.clause][0]}, paragraph {clause.cites}
              </a>
              : <Words>{faults.slice(0, 3).join(' ')}</Words>
              {faults.length > 3 && <span class="meta"> And {faults.length - 3} more.</span>}
            </li>
          ))}
          {around.map((fault) => (
            <li key={`${fault.code}${fault.text}`}>
              <Fault draft={draft} fault={fault} />
            </li>
          ))}
        </ul>
      </form>
    </Section>
  );
}

function Fault({ draft, fault }: { readonly draft: DraftView; readonly fault: Refusal }) {
  const { expression = '', text } = fault;
  const section = /where\(section='([a-z-]+)'\)/.exec(expression)?.[1];
  const paragraph = /^Instrument\.text\[(\d+)\]/.exec(expression)?.[1];
  if (section !== undefined) return <MissingSection draft={draft} section={section} text={text} />;
  if (paragraph !== undefined) {
    const found = draft.body.text[Number(paragraph)];
    return (
      <a href={draftHref(draft.id, `/text/${encodeURIComponent(found?.id ?? '')}`)}>
        Paragraph {found?.id ?? ''} has no words yet.
      </a>
    );
  }
  return (
    <>
      <Words>{TERMS[expression] ?? text}</Words>{' '}
      {expression !== '' && <a href={draftHref(draft.id, '/terms')}>Title, parties and days</a>}
    </>
  );
}

const TERMS: Readonly<Record<string, string>> = {
  'Instrument.population.words': 'It does not say whom it is about.',
  'Instrument.effective': 'It does not say from which day it is in effect.',
  'Instrument.expires': 'Its last day is no day.',
  'Instrument.title': 'It has no title.',
};

/** A paragraph of that section may be there without words, else one is added. */
function MissingSection(props: { readonly draft: DraftView; readonly section: string; readonly text: string }) {
  const { draft, section, text } = props;
  const there = draft.body.text.find((one) => one.section === section);
  if (there) {
    return (
      <a href={draftHref(draft.id, `/text/${encodeURIComponent(there.id)}`)}>
        Paragraph {there.id}, on {section.replaceAll('-', ' ')}, has no words yet.
      </a>
    );
  }
  return (
    <span class="with-button">
      <Words>{text}</Words>
      <button type="submit" class="button" name="do" value={`add-paragraph:${section}`}>
        Write it
      </button>
    </span>
  );
}

export function WhatChanges({ draft }: { readonly draft: DraftView }) {
  if (!draft.base) return null;
  if (draft.difference.length === 0) return <p class="meta">It says the same as version {draft.after} so far.</p>;
  return <Changes of={draft.difference} />;
}

export function TakenOut({ draft }: { readonly draft: DraftView }) {
  const { text, clauses } = draft.takenOut;
  if (text.length + clauses.length === 0) return null;
  return (
    <Section title="Taken out" count={text.length + clauses.length}>
      <form method="post">
        <input type="hidden" name="action" value="change" />
        <ul class="definition">
          {text.map(({ id, text: words }) => (
            <li key={id} class="with-button">
              <Words>{`Paragraph ${id}: ${words.slice(0, 120)}`}</Words>
              <PutBack does={`put-back:paragraph:${id}`} what={`paragraph ${id}`} />
            </li>
          ))}
          {clauses.map(({ id, clause }) => (
            <li key={id} class="with-button">
              <Words>{`${KIND_LABELS[clause][0]} (${id})`}</Words>
              <PutBack does={`put-back:clause:${id}`} what={`part ${id}`} />
            </li>
          ))}
        </ul>
      </form>
    </Section>
  );
}

function PutBack({ does, what }: { readonly does: string; readonly what: string }) {
  return (
    <button type="submit" class="button" name="do" value={does}>
      Put back<span class="sr"> {what}</span>
    </button>
  );
}

/** Sending asks every party to sign; from then on it is not edited, only followed by a next version. */
export function Send({ draft }: { readonly draft: DraftView }) {
  const ready = draft.faults.length === 0;
  return (
    <Section title="Send for signature">
      {ready ? (
        <p>
          Every party reads it and signs. It changes nothing until all have signed, and it can then not be edited any
          more.
        </p>
      ) : (
        <p>Not yet: what is missing stands above.</p>
      )}
      <div class="actions">
        {ready && (
          <Post action="send">
            <input type="hidden" name="revision" value={String(draft.revision)} />
            <Button kind="main">Send to all parties</Button>
          </Post>
        )}
        <details>
          <summary>Drop this draft</summary>
          <Post action="drop">
            <p>Everything written in it is lost.</p>
            <Button kind="danger">Drop it</Button>
          </Post>
        </details>
      </div>
    </Section>
  );
}
