import { type Harm, HARM_FOUND, HARM_KINDS, type HarmKind, type MyHarms } from '#record/contract';
import { Button, Choice, Field, Post, Radios } from '../parts/form.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

/** What was typed into the form of a report. */
export type HarmTyped = Readonly<Record<'kind' | 'organization' | 'happened' | 'words', string>>;

export function harmTyped(typed: URLSearchParams | undefined): HarmTyped | undefined {
  if (typed === undefined) return undefined;
  const at = (name: string) => typed.get(name) ?? '';
  return { kind: at('kind'), organization: at('organization'), happened: at('happened'), words: at('words') };
}

/** A report with the answer to it. */
export function HarmSaid({ of }: { readonly of: Harm }) {
  return (
    <li>
      <span class="item-title">
        <Words>{HARM_KINDS[of.kind]}</Words>
      </span>
      <span class="item-fact">
        {of.answer === undefined ? <Tag tone="wait">waits for an answer</Tag> : <Tag tone="done">answered</Tag>}
      </span>
      <span class="item-words">
        <Words>{of.words}</Words>
      </span>
      <span class="item-words meta">
        Happened <When at={of.happened} /> at <Words>{of.organization}</Words>. Reported <When at={of.reported} /> by{' '}
        {of.reporter === undefined ? <bdi>the person</bdi> : <Words>{of.reporter}</Words>}.
      </span>
      {of.answer !== undefined && of.found !== undefined && (
        <>
          <span class="item-words">
            <bdi>{HARM_FOUND[of.found]}.</bdi> <Words>{of.answer}</Words>
          </span>
          <span class="item-words meta">
            <Words>{of.by ?? ''}</Words>
            {of.answered !== undefined && (
              <>
                , <When at={of.answered} />
              </>
            )}
          </span>
        </>
      )}
    </li>
  );
}

export function HarmForm(props: {
  readonly organizations: MyHarms['organizations'];
  readonly typed?: HarmTyped | undefined;
  readonly words: Readonly<Record<HarmKind, string>>;
}) {
  const { organizations, typed, words } = props;
  return (
    <Post action="report">
      <Radios
        label="What came of it?"
        name="kind"
        options={Object.entries(words).map(([value, said]) => ({ value, words: said }))}
        value={typed?.kind ?? ''}
      />
      <Choice
        label="Where did it happen?"
        name="organization"
        options={organizations.map(({ organization, name }) => ({ value: organization, words: name }))}
        value={typed?.organization}
      />
      <Field label="On which day?" name="happened" type="date" required value={typed?.happened} />
      <Field
        label="What happened?"
        name="words"
        hint="Who learned of it, from what, and what came of it. It is read by the information governance lead there and by nobody who treats."
        lines={5}
        required
        value={typed?.words}
      />
      <p class="actions">
        <Button kind="main">Send the report</Button>
      </p>
    </Post>
  );
}
