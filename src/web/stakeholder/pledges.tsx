import type { PledgeView, ReplyView, StakeholderView } from '#governance/contract';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Pick, Whose } from '../programme/parts.tsx';
import { PLEDGE_WORDS } from './words.ts';

type Shown = { readonly of: StakeholderView; readonly typed?: URLSearchParams };

/** What was promised, either way, against what was done. */
export function Pledges({ of, typed }: Shown) {
  return (
    <Section title="Promised and done" count={`${of.done} of ${of.promised}`}>
      {of.pledges.length === 0 ? (
        <Empty title="Nothing was promised" />
      ) : (
        <ul class="item-list">
          {of.pledges.map((one) => (
            <Pledge key={one.id} of={one} log={of.may.log} typed={typed} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Pledge(props: {
  readonly of: PledgeView;
  readonly log: boolean;
  readonly typed: URLSearchParams | undefined;
}) {
  const { of, log, typed } = props;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={PLEDGE_WORDS[of.standing][0]}>{PLEDGE_WORDS[of.standing][1]}</Tag>
      </span>
      <span class="item-words meta">
        <bdi>
          {of.side === 'us' ? 'We promised it' : 'They promised it'} by <When at={of.until} />. Owned by{' '}
          <Whose of={of.owner} />. <Words>{of.done ?? ''}</Words>
        </bdi>
      </span>
      {log && of.done === undefined && (
        <div class="item-words">
          <Deed
            did="done"
            words="It is done"
            said="Done, and it stands there."
            typed={typed}
            about={{ promise: of.id }}
          >
            <Field label="What was done" name="words" id={`${of.id}-done`} required />
          </Deed>
        </div>
      )}
    </li>
  );
}

/** What they replied when they were asked, and what changed by it. */
export function Replies({ of, typed }: Shown) {
  return (
    <Section title="What they told us, and what came of it" count={of.replies.length}>
      {of.replies.length === 0 ? (
        <Empty title="No reply is written down" />
      ) : (
        <ul class="item-list">
          {of.replies.map((one) => (
            <Reply key={one.id} one={one} of={of} typed={typed} />
          ))}
        </ul>
      )}
      {of.may.log && (
        <Deed did="reply" words="Write down a reply" said="It waits for an answer." typed={typed}>
          <Field label="Asked about" name="consultation" id="reply-consultation" required />
          <Field label="What they replied" name="words" id="reply-words" lines={2} required />
        </Deed>
      )}
    </Section>
  );
}

function Reply({
  one,
  of,
  typed,
}: {
  readonly one: ReplyView;
  readonly of: StakeholderView;
  readonly typed: URLSearchParams | undefined;
}) {
  const { answer } = one;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{one.words}</Words>
      </span>
      <span class="item-fact">
        {answer ? (
          <Tag tone="done">{answer.change ? 'changed something' : 'answered'}</Tag>
        ) : (
          <Tag tone="wait">no answer yet</Tag>
        )}
      </span>
      <span class="item-words meta">
        <bdi>
          Asked about <Words>{one.consultation}</Words>, <When at={one.on} />.{' '}
          {answer && (
            <>
              <Words>{answer.words}</Words>{' '}
              {answer.change && (
                <>
                  The change: <a href={`/programmes/${of.programme.id}`}>{answer.change.words}</a>.
                </>
              )}
            </>
          )}
        </bdi>
      </span>
      {of.may.log && !answer && (
        <div class="item-words">
          <Deed
            did="answered"
            words="Say what came of it"
            said="It stands beside the reply."
            typed={typed}
            about={{ reply: one.id }}
          >
            <Field label="What came of it, or why nothing did" name="words" id={`${one.id}-words`} required />
            <Pick
              label="The change it made"
              name="change"
              id={`${one.id}-change`}
              options={[{ value: '', words: 'None' }, ...of.changes.map(({ id, words }) => ({ value: id, words }))]}
            />
          </Deed>
        </div>
      )}
    </li>
  );
}
