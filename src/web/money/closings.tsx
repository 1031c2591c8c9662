import type { PoolView } from '#money/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { pathOf } from './form.ts';

const ACTS = { close: 'Closed', 'ask-reopen': 'Asked to open again', reopen: 'Opened again' } as const;

/** Which days are closed, who closed and opened them and why, and doing so. */
export function Closings({ of }: { readonly of: PoolView }) {
  return (
    <Section
      title="Closed periods"
      aside={
        of.closed === undefined ? (
          'Nothing is closed yet'
        ) : (
          <>
            Closed up to <When at={of.closed} />
          </>
        )
      }
    >
      <p>
        <a href={`${pathOf(of)}/close`}>The steps of each month’s close, by working days</a>
      </p>
      <ul class="item-list">
        {of.closings.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              {ACTS[one.act]} {one.through !== undefined && <Through of={one} />}
            </span>
            <span class="item-fact">{one.waits && <Tag tone="wait">Waits for another partner</Tag>}</span>
            <span class="item-words meta">
              <When at={one.at} time /> by <Words>{one.by}</Words>, after entry <Value>{one.revision}</Value>:{' '}
              <Words>{one.reason}</Words>
            </span>
            {one.waits && of.may.act && (
              <div class="entry-deeds">
                <Post action="agree-reopen">
                  <input type="hidden" name="request" value={one.id} />
                  <p class="actions">
                    <Button>Agree to open it again</Button>
                  </p>
                </Post>
              </div>
            )}
          </li>
        ))}
      </ul>
      {of.may.keep && <Ask action="close" words="Close a period" day="The last day to close" why="What was checked?" />}
      {of.may.act && of.closed !== undefined && (
        <Ask action="ask-reopen" words="Ask to open a period again" day="The last day that stays closed" why="Why?" />
      )}
    </Section>
  );
}

function Through({ of }: { readonly of: PoolView['closings'][number] }) {
  if (of.through === undefined) return null;
  return (
    <>
      {of.act === 'close' ? 'up to ' : 'what is after '}
      <When at={of.through} />
    </>
  );
}

function Ask(props: { readonly action: string; readonly words: string; readonly day: string; readonly why: string }) {
  const { action, words, day, why } = props;
  return (
    <details class="past">
      <summary>{words}</summary>
      <Post action={action}>
        <Field label={day} name="through" id={`through-${action}`} type="date" required />
        <Field label={why} name="reason" id={`reason-${action}`} required hint="The other partners read it." />
        <p class="actions">
          <Button kind="main">{words}</Button>
        </p>
      </Post>
    </details>
  );
}
