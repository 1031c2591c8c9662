import { accepted } from '#fhir';
import type { OddShown, SentinelRow } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';

export type OddPageShown = { readonly odd: readonly OddShown[]; readonly typed?: URLSearchParams };

/** For a person: saying that something is odd, and what became of what they said. */
export const oddPage: PageDefinition<OddPageShown> = {
  path: '/odd',
  policy: { allow: 'signed-in' },
  title: () => 'Something is odd',
  loader: async ({ insight, access, typed }) =>
    accepted({ odd: await insight.myOdd(access), ...(typed ? { typed } : {}) }),
  Page: ({ odd, typed }) => (
    <div class="page narrow own">
      <PageHead
        title="Something is odd"
        under="Things that nobody planned are often noticed first by the people they happen to."
      />
      <Report typed={typed} />
      <OddThings odd={odd} sentinels={[]} answers={false} />
    </div>
  ),
  actions: {
    odd: async ({ insight, access }, form) => {
      const done = await insight.reportOdd(access, { words: form.get('words') ?? '', place: form.get('place') ?? '' });
      return done.ok ? accepted({ to: '/odd', said: 'Thank you. You will read here what becomes of it.' }) : done;
    },
  },
};

export function Report({ typed }: { readonly typed: URLSearchParams | undefined }) {
  return (
    <Section title="Report something odd">
      <Post action="odd">
        <Field
          label="What did you notice?"
          name="words"
          lines={3}
          required
          hint="Do not write who it was about. Who plans reads it, with your name."
          value={typed?.get('words') ?? ''}
        />
        <Field label="Where?" name="place" value={typed?.get('place') ?? ''} />
        <p class="actions">
          <Button kind="main">Send it</Button>
        </p>
      </Post>
    </Section>
  );
}

type OddProps = {
  readonly odd: readonly OddShown[];
  readonly sentinels: readonly Pick<SentinelRow, 'id' | 'change'>[];
  readonly answers: boolean;
};

export function OddThings({ odd, sentinels, answers }: OddProps) {
  return (
    <Section title={answers ? 'Odd things that were reported' : 'What I reported'} count={odd.length || undefined}>
      {odd.length === 0 && <Empty title="Nothing is reported" />}
      <ul class="item-list">
        {odd.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-words meta">
              <When at={one.at} />
              {one.place !== '' && (
                <>
                  , <Words>{one.place}</Words>
                </>
              )}
              {one.by !== undefined && (
                <>
                  , reported by <Words>{one.by}</Words>
                </>
              )}
            </span>
            {one.answer && (
              <span class="item-words">
                <Words>{one.answer.by}</Words>: <Words>{one.answer.words}</Words>
                {one.sentinel !== undefined && (
                  <>
                    {' '}
                    <a href={`/sentinels/${one.sentinel}`}>The change it is put down to</a>
                  </>
                )}
              </span>
            )}
            {answers && !one.answer && <Answer id={one.id} sentinels={sentinels} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Answer({ id, sentinels }: { readonly id: string } & Pick<OddProps, 'sentinels'>) {
  return (
    <details>
      <summary>Answer it</summary>
      <Post action="answer">
        <input type="hidden" name="id" value={id} />
        <Field label="What becomes of it" name="answer" id={`answer-${id}`} lines={2} required />
        {sentinels.length > 0 && (
          <Choice
            label="It may come from"
            name="sentinel"
            id={`sentinel-${id}`}
            options={[
              { value: '', words: 'No declared change' },
              ...sentinels.map(({ id: value, change }) => ({ value, words: change })),
            ]}
          />
        )}
        <Button>Send the answer</Button>
      </Post>
    </details>
  );
}
