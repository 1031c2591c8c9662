import type { InstrumentView, LeavePlan } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

/** Who leaves, until when they are bound, and how far what has to be done by then is. */
export function Leavers({ of }: { readonly of: NonNullable<InstrumentView['leaving']> }) {
  return (
    <>
      {of.map((leaver) => (
        <Section
          key={leaver.organization}
          title={leaver.left ? `${leaver.name} has left` : `${leaver.name} is leaving`}
          kind="waits"
        >
          <p>
            <Words>{leaver.words}</Words>
          </p>
          <p class="meta">
            <bdi>
              {leaver.by}: {leaver.reason}
            </bdi>
          </p>
          <Plan of={leaver} />
        </Section>
      ))}
    </>
  );
}

/** The exit plan with its days, and where each step stands. */
export function Plan({ of }: { readonly of: LeavePlan }) {
  if (of.steps.length === 0) return <p class="meta">The agreement asks for no further steps.</p>;
  return (
    <ul class="item-list">
      {of.steps.map(({ words, owner, dueBy, obligation, state }) => (
        <li key={`${words}${owner}`}>
          <span class="item-title">
            {obligation === undefined || state === undefined ? (
              <Words>{words}</Words>
            ) : (
              <a href={`/obligations/${encodeURIComponent(obligation)}`}>
                <Words>{words}</Words>
              </a>
            )}
          </span>
          <span class="item-fact">{state !== undefined && <State is={state} />}</span>
          <span class="item-words meta">
            <bdi>
              {owner}, by <When at={dueBy} />
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

type StepState = NonNullable<LeavePlan['steps'][number]['state']>;

const STATES: Readonly<Record<StepState, readonly ['done' | 'wait' | 'concern' | 'quiet', string]>> = {
  open: ['wait', 'to do'],
  paused: ['quiet', 'paused'],
  late: ['concern', 'late'],
  kept: ['done', 'done'],
  withdrawn: ['quiet', 'no longer due'],
};

function State({ is }: { readonly is: StepState }) {
  const [tone, words] = STATES[is];
  return <Tag tone={tone}>{words}</Tag>;
}
