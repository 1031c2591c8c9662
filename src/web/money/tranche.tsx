import type { HumpView, MilestoneView, TrancheView } from '#money/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { Money } from './amount.tsx';
import { humpPath } from './form.ts';

type TrancheShown = {
  readonly of: HumpView;
  readonly tranche: TrancheView;
  readonly typed: Readonly<Record<string, string>> | undefined;
};

/** One tranche: how much, what shows each milestone, what still holds it, and who gave it. */
export function Tranche({ of, tranche, typed }: TrancheShown) {
  const { id, amount, notBefore, given } = tranche;
  return (
    <Section title={capital(id.replaceAll('-', ' '))} aside={<State of={tranche} />}>
      <p>
        <Money of={amount} strong />, not before <When at={notBefore} />.{' '}
        {tranche.keptApart !== undefined &&
          (tranche.keptApart ? 'It is kept apart for this.' : 'The pool has not the money for it yet.')}
      </p>
      <ul class="item-list">
        {tranche.milestones.map((milestone) => (
          <Milestone key={milestone.id} of={of} tranche={tranche} milestone={milestone} typed={typed} />
        ))}
      </ul>
      {given && (
        <p class="meta">
          Given on <When at={given.on} /> by <Words>{given.by}</Words>: <Words>{given.words}</Words>{' '}
          {given.paper !== undefined && <a href={`/papers/${given.paper}`}>The decision</a>}
        </p>
      )}
      {tranche.state === 'held' && <p>Not yet: {missingWords(tranche)}.</p>}
      {tranche.state === 'ready' && of.may.release && <Release of={of} tranche={tranche} typed={typed} />}
    </Section>
  );
}

/** Each milestone says what it misses itself. */
function missingWords({ milestones, missing }: TrancheView): string {
  const open = milestones.filter(({ shown }) => !shown).length;
  const early = missing.length > open ? ['its day has not come'] : [];
  const unshown =
    open === 0 ? [] : [`${counted(open, 'milestone')} of ${milestones.length} ${open === 1 ? 'is' : 'are'} not shown`];
  return [...early, ...unshown].join(', and ');
}

function State({ of }: { readonly of: TrancheView }) {
  if (of.state === 'given') return <Tag tone="done">Given</Tag>;
  return of.state === 'ready' ? <Tag tone="wait">Can be given</Tag> : <Tag tone="concern">Held</Tag>;
}

function Milestone({ of, tranche, milestone, typed }: TrancheShown & { readonly milestone: MilestoneView }) {
  const { id, words, how, shown, told, hash, paper, by } = milestone;
  const mine = typed?.['tranche'] === tranche.id && typed['milestone'] === id ? typed : undefined;
  const key = `${tranche.id}-${id}`;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{capital(words)}</Words>
      </span>
      <span class="item-fact">{shown ? <Tag tone="done">Shown</Tag> : <Tag tone="wait">Not shown</Tag>}</span>
      <span class="item-words meta">
        <Words>{capital(how)}</Words>. <Words>{told}</Words>{' '}
        {paper !== undefined && <a href={`/papers/${paper}`}>The decision</a>}
        {hash !== undefined && (
          <>
            Fingerprint <Value>{`${hash.slice(0, 16)}…`}</Value>
          </>
        )}
      </span>
      {!shown && of.may.show && (by === 'document' || by === 'decision') && (
        <details open={mine !== undefined}>
          <summary>
            Show it<span class="sr">: {words}</span>
          </summary>
          <Post action="show" to={humpPath(of)}>
            <input type="hidden" name="tranche" value={tranche.id} />
            <input type="hidden" name="milestone" value={id} />
            <Field label="What it is" name="words" id={`words-${key}`} required value={mine?.['words']} />
            {by === 'document' ? (
              <Field
                label="Fingerprint of the document"
                name="hash"
                id={`hash-${key}`}
                required
                hint="Its SHA-256, in 64 hexadecimal digits."
                value={mine?.['hash']}
              />
            ) : (
              <Field label="The decision" name="paper" id={`paper-${key}`} required value={mine?.['paper']} />
            )}
            <p class="actions">
              <Button>Show it</Button>
            </p>
          </Post>
        </details>
      )}
    </li>
  );
}

function Release({ of, tranche, typed }: TrancheShown) {
  const mine = typed?.['tranche'] === tranche.id && typed['milestone'] === undefined ? typed : undefined;
  return (
    <Post action="release" to={humpPath(of)}>
      <input type="hidden" name="tranche" value={tranche.id} />
      {of.released === undefined ? (
        <Field
          label="Why it is given now"
          name="words"
          id={`given-${tranche.id}`}
          required
          value={mine?.['words']}
          hint="The other partners read it."
        />
      ) : (
        <Field
          label="The decision that gives it"
          name="paper"
          id={`given-${tranche.id}`}
          required
          value={mine?.['paper']}
          hint={`The address of a paper on ${of.released} that was agreed.`}
        />
      )}
      <p class="actions">
        <Button kind="main">Give it</Button>
      </p>
    </Post>
  );
}
