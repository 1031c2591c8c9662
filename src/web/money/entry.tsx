import { amountWords } from '#agreement';
import type { EntryView } from '#money/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { Money } from './amount.tsx';

const STATES: Readonly<Record<EntryView['state'], readonly [Tone, string]>> = {
  posted: ['done', 'Entered'],
  promised: ['wait', 'Kept apart'],
  spent: ['quiet', 'Came about'],
  'let-go': ['quiet', 'Let go'],
  'ends-promise': ['done', 'Entered'],
};

/** One entry: what, when and why, its lines, whose money it was, and what one may do about it. */
export function Entry({
  of,
  at,
  currency,
}: {
  readonly of: EntryView;
  readonly at: string;
  readonly currency: string;
}) {
  const [tone, words] = STATES[of.state];
  const byHand = of.state === 'promised' && of.kind !== 'commitment';
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={byHand ? 'wait' : tone}>{byHand ? 'Waits to be agreed' : words}</Tag>
      </span>
      <span class="item-words meta">
        Entry <Value>{of.seq}</Value>, of <When at={of.effective} />
        {of.about !== undefined && (
          <>
            , about <When at={of.about} />
          </>
        )}
        , entered <When at={of.recorded} time /> by <Words>{of.by}</Words>.
        {of.until !== undefined && of.state === 'promised' && (
          <>
            {' '}
            It stands until <When at={of.until} />.
          </>
        )}
        {of.because !== undefined && of.agreement !== undefined && (
          <>
            {' '}
            <a class="source" href={of.agreement}>
              <Words>{of.because}</Words>
            </a>
            .
          </>
        )}
        {of.reason !== undefined && (
          <>
            {' '}
            Why: <Words>{of.reason}</Words>
          </>
        )}
      </span>
      {of.lines.length > 0 && <Lines of={of} />}
      <Deeds of={of} at={at} currency={currency} />
    </li>
  );
}

function Lines({ of }: { readonly of: EntryView }) {
  return (
    <details class="past entry-lines">
      <summary>
        Lines of entry <Value>{of.seq}</Value>
      </summary>
      <table class="rows tight stacked">
        <caption class="sr">Lines of entry {of.seq}</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" class="number">
              Amount
            </th>
            <th scope="col">Whose money</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map(({ account, amount, scheme, purpose, whose = [] }, at) => (
            <tr key={at}>
              <th scope="row">
                <Words>{account}</Words>
                {scheme !== undefined && (
                  <span class="detail">
                    <Words>{capital(scheme)}</Words>
                  </span>
                )}
                {purpose !== undefined && (
                  <span class="detail">
                    For <Words>{purpose}</Words>
                  </span>
                )}
              </th>
              <td class="number">
                <Money of={amount} />
              </td>
              <td>
                {whose.map((part) => (
                  <p key={`${part.name} ${part.fence ?? ''}`} class="meta">
                    <Words>{part.name}</Words>
                    {part.fence !== undefined && ` (for ${part.fence} alone)`}{' '}
                    <Value>{amountWords({ ...part.amount, minor: Math.abs(part.amount.minor) })}</Value>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Deeds({ of, at, currency }: { readonly of: EntryView; readonly at: string; readonly currency: string }) {
  const { approve, spend, letGo, undo } = of.may;
  if (!approve && !spend && !letGo && !undo) return null;
  return (
    <div class="actions entry-deeds">
      {approve && (
        <Post action="approve" to={at}>
          <input type="hidden" name="entry" value={of.seq} />
          <Button kind="main">Agree to entry {of.seq}</Button>
        </Post>
      )}
      {spend && (
        <details class="past">
          <summary>
            It came about <span class="sr">(entry {of.seq})</span>
          </summary>
          <Post action="spend" to={at}>
            <input type="hidden" name="entry" value={of.seq} />
            <input type="hidden" name="currency" value={currency} />
            <Field
              label="How much of it"
              name="amount"
              id={`amount-${of.seq}`}
              required
              hint="What is not spent is free again."
            />
            <Button kind="main">Enter it</Button>
          </Post>
        </details>
      )}
      {letGo && <WithReason of={of} at={at} action="let-go" words="Let go" />}
      {undo && <WithReason of={of} at={at} action="undo" words="Ask to undo" />}
    </div>
  );
}

function WithReason(props: {
  readonly of: EntryView;
  readonly at: string;
  readonly action: string;
  readonly words: string;
}) {
  const { of, at, action, words } = props;
  return (
    <details class="past">
      <summary>
        {words} <span class="sr">(entry {of.seq})</span>
      </summary>
      <Post action={action} to={at}>
        <input type="hidden" name="entry" value={of.seq} />
        <Field label="Why?" name="reason" id={`${action}-${of.seq}`} required hint="The other partners read it." />
        <Button>{words}</Button>
      </Post>
    </details>
  );
}
