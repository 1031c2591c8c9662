import { accepted } from '#fhir';
import type { MemoryFound, Remembered } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

export type MemoryShown = { readonly asked: string; readonly found: readonly MemoryFound[] };

/** Why it is as it is: decisions with their reasons, what was argued, expected and learned, by the words of a question. */
export const memoryPage: PageDefinition<MemoryShown> = {
  path: '/memory',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Why it is as it is',
  loader: async ({ governance, access, query }) => {
    const asked = (query.get('q') ?? '').trim().slice(0, 300);
    return accepted({ asked, found: await governance.memory.remember(access, asked) });
  },
  Page: ({ asked, found }) => (
    <div class="page">
      <PageHead
        title="Why it is as it is"
        under="What was decided, argued, expected and learned, in the words of the time."
      />
      <Section title="Ask">
        <form method="get" action="/memory" class="form">
          <Field label="Your question" name="q" hint="Such as: why did we drop podiatry from phase 1?" value={asked} />
          <p class="actions">
            <button type="submit" class="button main">
              Look
            </button>
          </p>
        </form>
      </Section>
      {asked !== '' && (
        <Section title="Found" count={found.length}>
          {found.length === 0 ? (
            <Empty title="Nothing that you may read says anything about it">
              <p>Try fewer words, or other ones.</p>
            </Empty>
          ) : (
            <ul class="item-list">
              {found.map((one) => (
                <Row key={`${one.source} ${one.id}`} of={one} />
              ))}
            </ul>
          )}
        </Section>
      )}
    </div>
  ),
};

function Row({ of }: { readonly of: MemoryFound }) {
  return (
    <li data-row>
      <a class="item-title" href={of.page}>
        <Words>{of.title}</Words>
      </a>
      <span class="item-fact">
        <When at={of.on} />
      </span>
      {of.decision && <Decision of={of.decision} />}
      {of.said.map((one) => (
        <Said key={`${one.at} ${one.words}`} of={one} />
      ))}
    </li>
  );
}

function Decision({ of }: { readonly of: NonNullable<MemoryFound['decision']> }) {
  return (
    <>
      <span class="item-words">
        <bdi>
          {of.outcome === 'agreed' ? <Tag tone="done">agreed</Tag> : <Tag tone="concern">not agreed</Tag>}{' '}
          <Words>{of.words}</Words>
        </bdi>
      </span>
      <span class="item-words meta">
        <bdi>
          Decided by <Words>{of.body}</Words>, written down by <Words>{of.by}</Words>. Looked at again on{' '}
          <When at={of.reviewOn} />.
        </bdi>
      </span>
      {of.dissent.map(({ name, reason }) => (
        <span class="item-words" key={name}>
          <bdi>
            Against: <Words>{name}</Words>
            {reason !== undefined && (
              <>
                : <Words>{reason}</Words>
              </>
            )}
          </bdi>
        </span>
      ))}
      {of.rests.map(({ words, page }) => (
        <span class="item-words meta" key={words}>
          <bdi>Rests on it: {page.startsWith('/papers') ? <Words>{words}</Words> : <a href={page}>{words}</a>}</bdi>
        </span>
      ))}
    </>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  put: 'was asked',
  voted: 'was said with a vote',
  closed: 'was decided',
  measured: 'came of it',
  lesson: 'was learned',
  shock: 'came between',
  promised: 'was promised',
  evidence: 'is the evidence',
  cause: 'is a cause',
  problem: 'is the problem',
  option: 'was an option',
};

function Said({ of }: { readonly of: Remembered }) {
  return (
    <span class="item-words meta">
      <bdi>
        {capital(KINDS[of.kind] ?? 'was said')}, <When at={of.at} />, <Words>{of.by}</Words>: <Words>{of.words}</Words>
      </bdi>
    </span>
  );
}
