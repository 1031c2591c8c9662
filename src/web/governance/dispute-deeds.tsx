import type { ReadingView } from '#governance/contract';
import { Button, Choice, Field, Post, Radios } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import type { DisputeShown } from './dispute.tsx';
import { ReadingFields } from './reading-form.tsx';

/** What this seat can do about a dispute now. */
export function DisputeDeeds({ shown }: { readonly shown: DisputeShown }) {
  const { may, ruling } = shown.view;
  return (
    <>
      {may.accept && ruling && (
        <Section title="Accept it">
          <p>It holds when everybody whom it needs has accepted it.</p>
          <Post action="accept">
            <p class="actions">
              <Button kind="main">Accept</Button>
            </p>
          </Post>
        </Section>
      )}
      {may.read && <Read shown={shown} />}
      {may.rule && <Rule shown={shown} />}
      {may.moveOn && (
        <Section title="No agreement at this step">
          <Post action="move-on">
            <Field
              label="What happened"
              name="reason"
              id="move-on-reason"
              hint="It goes to the next step, whose time begins."
              lines={2}
              required
              value={typedFor(shown, 'move-on', 'reason')}
            />
            <p class="actions">
              <Button>Go to the next step</Button>
            </p>
          </Post>
        </Section>
      )}
      {may.withdraw && (
        <Section title="Take it back">
          <Post action="withdraw">
            <Field
              label="Why"
              name="reason"
              id="withdraw-reason"
              hint="It is right as it runs."
              lines={2}
              required
              value={typedFor(shown, 'withdraw', 'reason')}
            />
            <p class="actions">
              <Button>Take it back</Button>
            </p>
          </Post>
        </Section>
      )}
    </>
  );
}

function Read({ shown }: { readonly shown: DisputeShown }) {
  const { instrument } = shown.agreement;
  const typed = shown.typed?.get('action') === 'read' ? shown.typed : undefined;
  return (
    <Section title="How your organisation reads it">
      <details open={typed !== undefined}>
        <summary>Put your reading beside the others</summary>
        <Post action="read">
          <ReadingFields
            instrument={instrument}
            clause={instrument.clauses.find(({ id }) => id === shown.view.clause)}
            typed={typed}
          />
          <p class="actions">
            <Button>Put it there</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}

function Rule({ shown }: { readonly shown: DisputeShown }) {
  const typed = (name: string) => typedFor(shown, 'rule', name);
  const readings = shown.view.readings.map((one: ReadingView) => ({
    value: one.organization,
    words: `As ${one.name} reads it`,
  }));
  return (
    <Section title="Settle it">
      <details open={shown.typed?.get('action') === 'rule'}>
        <summary>Write how it is settled</summary>
        <Post action="rule">
          <Choice
            label="Which reading holds"
            name="follows"
            value={typed('follows')}
            options={[{ value: 'as-it-runs', words: 'It stays as it runs' }, ...readings]}
          />
          <Field label="In words" name="ruling" lines={2} required value={typed('ruling')} />
          <Field label="Because" name="because" lines={3} required value={typed('because')} />
          <Radios
            label="It is kept"
            name="keptAs"
            value={typed('keptAs') ?? 'interpretation'}
            options={[
              { value: 'interpretation', words: 'As how the text is read: it runs so from its day' },
              { value: 'new-version', words: 'In a new version: nothing changes until all have signed that' },
            ]}
          />
          <Field label="From" name="from" type="date" required value={typed('from') ?? shown.today} />
          <Field
            label="Where it is written"
            name="document"
            hint="Minutes, an expert’s letter, a judgment: how to find it."
            value={typed('document')}
          />
          <p class="actions">
            <Button kind="main">Write it down</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}

function typedFor({ typed }: DisputeShown, action: string, name: string): string | undefined {
  return typed?.get('action') === action ? (typed.get(name) ?? undefined) : undefined;
}
