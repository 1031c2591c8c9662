import type { MeetingSummary, PaperSummary, Place } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, SEAT_WORDS } from '../parts/words.ts';

/** Words of meetings, as whoever sits there says them. */
export const MEETING_WORDS: Readonly<Record<MeetingSummary['state'], readonly [Tone, string]>> = {
  called: ['wait', 'to come'],
  open: ['better', 'open'],
  closed: ['done', 'held'],
  'called-off': ['quiet', 'called off'],
};

const PAPER_WORDS: Readonly<Record<PaperSummary['state'], readonly [Tone, string]>> = {
  waiting: ['wait', 'waits for a meeting'],
  tabled: ['wait', 'on the agenda'],
  agreed: ['done', 'agreed'],
  'not-agreed': ['concern', 'not agreed'],
  withdrawn: ['quiet', 'taken back'],
};

export function MeetingTag({ is }: { readonly is: MeetingSummary['state'] }) {
  const [tone, words] = MEETING_WORDS[is];
  return <Tag tone={tone}>{words}</Tag>;
}

export function PaperTag({ is }: { readonly is: PaperSummary['state'] }) {
  const [tone, words] = PAPER_WORDS[is];
  return <Tag tone={tone}>{words}</Tag>;
}

/** 'Commissioner, Vale Council'. */
export function PlaceWords({ of }: { readonly of: Place }) {
  return <Words>{`${SEAT_WORDS[of.role]}, ${of.name}`}</Words>;
}

export function topicWords(topic: string): string {
  return capital(topic.replaceAll('-', ' '));
}

export function PaperRows({ of }: { readonly of: readonly PaperSummary[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <a class="item-title" href={`/papers/${one.id}`}>
            <Words>{one.title}</Words>
          </a>
          <span class="item-fact">
            <PaperTag is={one.state} />
          </span>
          <span class="item-words meta">
            <bdi>
              {topicWords(one.topic)}
              {one.amount && (
                <>
                  , <Money of={one.amount} />
                </>
              )}
              {one.decided !== undefined && (
                <>
                  , decided <When at={one.decided} />: <Words>{one.decision ?? ''}</Words>
                </>
              )}
            </bdi>
          </span>
          {one.sentUp && (
            <span class="item-words meta">
              <bdi>
                Sent up from <Words>{one.sentUp.from}</Words>: <Words>{one.sentUp.why}</Words>
              </bdi>
            </span>
          )}
          {one.state === 'agreed' && (
            <span class="item-words">
              <bdi>
                Expected: <Words>{one.effect}</Words>{' '}
                {one.measured === undefined ? (
                  <>
                    To be looked at on <When at={one.reviewOn} />.
                  </>
                ) : (
                  <>
                    What came of it: <Words>{one.measured}</Words>
                  </>
                )}
              </bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function MeetingRows({ of }: { readonly of: readonly MeetingSummary[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <a class="item-title" href={`/meetings/${one.id}`}>
            <When at={one.day} />, <Value>{one.starts}</Value>
          </a>
          <span class="item-fact">
            <MeetingTag is={one.state} />
          </span>
          <span class="item-words meta">
            <Words>{one.place}</Words>
          </span>
        </li>
      ))}
    </ul>
  );
}
