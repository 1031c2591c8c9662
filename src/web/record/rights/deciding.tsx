import type { RequestForLead } from '#record/contract';
import { Button, Field, Post, Radios } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';

type Typed = Readonly<Record<string, string>>;

/** What was not granted stands when the person can no longer decide, and is looked at again with whoever does. */
export function Review({ typed }: { readonly typed: Typed }) {
  return (
    <Section title="Look at it again">
      <p>
        It was not granted, and since then somebody found that the person can no longer decide this. What was decided
        stands meanwhile. If whoever decides now objects, write that down as an objection of its own.
      </p>
      <Post action="reviewed">
        <Field
          label="What you looked at, with whom, and what came of it"
          name="words"
          id="reviewed-words"
          hint="The person reads it."
          lines={3}
          required
          value={typed['action'] === 'reviewed' ? typed['words'] : ''}
        />
        <p class="actions">
          <Button kind="main">It was looked at again</Button>
        </p>
      </Post>
    </Section>
  );
}

/** Who decides about sharing for the person today, and writing down what was found about it. */
export function Deciding({ of, typed }: { readonly of: RequestForLead; readonly typed: Typed }) {
  const mine = typed['action'] === 'found' ? typed : {};
  return (
    <Section title="Who decides about sharing">
      <p>
        <Words>{of.decider ?? 'The person does: nobody found otherwise.'}</Words>
      </p>
      <details open={typed['action'] === 'found'}>
        <summary>Write down what was found</summary>
        <Post action="found">
          <Radios
            label="About this one decision"
            name="able"
            options={[
              { value: 'no', words: 'They cannot decide it now' },
              { value: 'yes', words: 'They can decide it' },
            ]}
            value={mine['able'] ?? 'no'}
          />
          <Field label="The day it was found" name="on" type="date" required value={mine['on']} />
          <Field label="Who found it" name="by" required value={mine['by']} />
          <Field
            label="Who has the power to decide it for them"
            name="speaker"
            hint="Leave it empty where nobody has: then it is decided in their interests. Never name somebody who may be forcing them."
            value={mine['speaker']}
          />
          <Radios
            label="As what"
            name="as"
            options={[
              { value: 'attorney', words: 'Attorney, with a registered power' },
              { value: 'deputy', words: 'Deputy of a court' },
            ]}
            value={mine['as'] ?? 'attorney'}
          />
          <Field label="An advocate who takes part" name="advocate" value={mine['advocate']} />
          <p class="actions">
            <Button>Write it down</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}
