import { listed } from '#agreement';
import type { SignalPerson, SignalShown } from '#insight/contract';
import { Money } from '../money/amount.tsx';
import { showDay } from '../parts/dates.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Field, Post, Radios } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Born, Value, When, Words } from '../parts/value.tsx';

const STATES = {
  'for-comment': { tone: 'wait', words: 'seen by the two it is about' },
  'to-review': { tone: 'concern', words: 'to be reviewed' },
  reviewed: { tone: 'done', words: 'reviewed' },
} as const;

/** A feared effect that is seen: its figures, who has not commented yet, what was said, and what can be. */
export function Signal({
  of,
  people,
}: {
  readonly of: SignalShown;
  readonly people: readonly SignalPerson[] | undefined;
}) {
  const state = STATES[of.state];
  return (
    <Section
      title={`${of.movement ? 'Cost movement' : 'Seen'}: ${of.series}, ${of.limit ? '' : `${of.at.name}, `}since ${showDay(of.since)}`}
    >
      <p>
        <Tag tone={state.tone}>{state.words}</Tag>
        {of.state === 'for-comment' && (
          <>
            {' '}
            until <When at={of.commentUntil} />, or until both have commented. Not commented yet:{' '}
            <Words>{listed(of.awaited)}</Words>.
          </>
        )}
      </p>
      <dl class="facts">
        <Fact name="Counted">{of.counted === undefined ? 'few' : <Value strong>{of.counted}</Value>}</Fact>
        <Fact name={of.limit ? AGREED[of.limit.worse] : 'Expected'}>
          <Value>{of.expected.toFixed(1)}</Value>
        </Fact>
        <Fact name="Days">
          <When at={of.since} /> to <When at={of.until} />
        </Fact>
        <Fact name="People">
          {of.people === undefined ? 'few' : <Value>{of.people}</Value>}{' '}
          {of.limit && <a href={`/measures/${encodeURIComponent(of.limit.measure)}`}>The measure</a>}
          {of.may.people && !people && <a href={`/sentinels/${of.sentinel}?people=${of.id}`}>Show those I may see</a>}
        </Fact>
        {of.cost && (
          <Fact name="What it costs">
            <Money of={of.cost} />
          </Fact>
        )}
      </dl>
      {people && <People listed={people} />}
      <SaidOf of={of} />
      <Forms of={of} />
    </Section>
  );
}

/** What was said of it, and what was decided, with why that did not wait where it did not. */
function SaidOf({ of }: { readonly of: SignalShown }) {
  return (
    <ul class="item-list">
      {of.words.map(({ kind, organization, name, words, at, early }) => (
        <li key={at}>
          <span class="item-title">
            <Words>{organization}</Words>
            {kind !== 'comment' && <Tag tone="done">{VERDICTS[kind]}</Tag>}
          </span>
          <span class="item-words">
            <Words>{words}</Words>
          </span>
          {early && (
            <span class="item-words">
              Decided before <Words>{listed(early.unheard)}</Words> had commented: <Words>{early.words}</Words>
            </span>
          )}
          <span class="item-words meta">
            <Words>{name}</Words>, <When at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const AGREED = { above: 'At most, as agreed', below: 'At least, as agreed' } as const;
const VERDICTS = { keep: 'kept', adjust: 'adjusted', stop: 'stopped' } as const;

function People({ listed }: { readonly listed: readonly SignalPerson[] }) {
  if (listed.length === 0) return <p>None of them is somebody whose record you may open.</p>;
  return (
    <ul class="item-list">
      {listed.map(({ person, name, born }) => (
        <li key={person}>
          <a href={`/people/${person.replace('Person/', '')}`}>
            <Words>{name}</Words>
          </a>{' '}
          {born !== undefined && <Born on={born} />}
        </li>
      ))}
    </ul>
  );
}

function Forms({ of }: { readonly of: SignalShown }) {
  return (
    <>
      {of.may.comment && <Comment of={of} />}
      {of.may.review && <Review of={of} />}
    </>
  );
}

function Comment({ of }: { readonly of: SignalShown }) {
  return (
    <Post action="comment">
      <input type="hidden" name="signal" value={of.id} />
      <Field
        label="What your organisation knows of it"
        name="words"
        id={`comment-${of.id}`}
        lines={2}
        required
        hint="It stands beside the figures when others see them."
      />
      <Button>Comment</Button>
    </Post>
  );
}

function Review({ of }: { readonly of: SignalShown }) {
  return (
    <Post action="review">
      <input type="hidden" name="signal" value={of.id} />
      <Radios
        label="What follows?"
        name="verdict"
        value=""
        options={[
          { value: 'keep', words: 'Keep the change' },
          { value: 'adjust', words: 'Adjust it' },
          { value: 'stop', words: 'Stop it' },
        ]}
      />
      <p class="meta">
        Kept, it goes on being watched, and what is seen later is asked about anew. Adjusted or stopped, whoever
        declared it owes that within twenty working days.
      </p>
      <Field label="Because" name="words" id={`review-${of.id}`} lines={2} required />
      {of.awaited.length > 0 && (
        <Field
          label={`Why it is decided before ${listed(of.awaited)} ${of.awaited.length === 1 ? 'has' : 'have'} commented`}
          name="early"
          id={`early-${of.id}`}
          lines={2}
          required
          hint="It stands with the decision, and whoever had not commented is told. Or wait for what they know of it."
        />
      )}
      <Button kind="main">Decide</Button>
    </Post>
  );
}
