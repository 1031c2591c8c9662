import type { AccessQuestion, Visit } from '#record/contract';
import { useContext } from 'preact/hooks';
import { dayOf, showDay } from '../parts/dates.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Surroundings } from '../parts/surroundings.ts';
import { Tag } from '../parts/tag.tsx';
import { TimeOf, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';

export type VisitsShown = {
  readonly visits: readonly Visit[];
  readonly questions: readonly AccessQuestion[];
  /** Whether an entry can be asked about here: on the person's own page. */
  readonly ask: boolean;
  readonly typed?: { readonly visit: string; readonly words: string };
};

/** Who looked, day by day; what one seat did for one reason without a long pause is one entry. */
export function Visits(props: VisitsShown) {
  const { zone } = useContext(Surroundings);
  if (props.visits.length === 0) {
    return (
      <Section title="Nobody yet">
        <Empty title="Nobody has opened this record">
          <p>Every opening is written down here at the moment it happens.</p>
        </Empty>
      </Section>
    );
  }
  return (
    <>
      {byDay(props.visits, zone).map(([day, visits]) => (
        <Section key={day} title={showDay(day)} count={visits.length}>
          <ul class="openings times">
            {visits.map((visit) => (
              <Entry key={visit.key} of={visit} in={props} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function Entry({ of: visit, in: shown }: { readonly of: Visit; readonly in: VisitsShown }) {
  const asked = shown.questions.filter((question) => question.visit === visit.key);
  const { who, own, role, organization, times, what, refused, purpose, emergency } = visit;
  const place = who.toLowerCase().includes(role.toLowerCase()) ? organization : `${role}, ${organization}`;
  return (
    <li>
      <TimeOf at={visit.to} />
      <div class="visit">
        <b>
          <Words>{who}</Words>
        </b>
        {own ? null : (
          <>
            {', '}
            <Words>{place}</Words>
          </>
        )}{' '}
        {emergency && <Tag tone="concern">In an emergency</Tag>}
        <span class="detail">
          <Words>{[...what, ...refused.map((one) => `${one}: it was not allowed`)].join(' · ')}</Words>
        </span>
        <span class="detail">
          <Words>{times === 1 ? purpose : `${purpose} · ${counted(times, 'time')}`}</Words>
        </span>
        {!own && visit.basis.length > 0 && <Basis of={visit.basis} />}
        {visit.openings.map((one, at) => (
          <OpenedBecause key={at} of={one} />
        ))}
        {asked.map((one) => (
          <Asked key={one.id} of={one} />
        ))}
        {shown.ask && !own && <AskWhy visit={visit.key} typed={shown.typed} />}
      </div>
    </li>
  );
}

/** What lets the seat see anything of a record; kept small, since it is the same for most entries. */
function Basis({ of }: { readonly of: Visit['basis'] }) {
  return (
    <details>
      <summary>On what basis</summary>
      {of.map(({ words, where }) => (
        <p key={`${where ?? ''} ${words}`}>
          <Words>{words}</Words>
          {where !== undefined && (
            <span class="detail">
              <Words>{where}</Words>
            </span>
          )}
        </p>
      ))}
    </details>
  );
}

function OpenedBecause({ of: { reason, words, review } }: { readonly of: Visit['openings'][number] }) {
  return (
    <div class="asked">
      <p>
        <bdi>{reason}.</bdi>
        <br />
        <Words>{words}</Words>
      </p>
      {review ? (
        <p>
          {review.verdict === 'justified' ? (
            <Tag tone="done">Reviewed: it was right</Tag>
          ) : (
            <Tag tone="danger">Reviewed: it was not right</Tag>
          )}
          <br />
          <Words>{review.words}</Words>
        </p>
      ) : (
        <p>
          <Tag tone="wait">Waits for review by somebody else</Tag>
        </p>
      )}
    </div>
  );
}

export function Asked({ of: { words, asked, answer, answered, by } }: { readonly of: AccessQuestion }) {
  return (
    <div class="asked">
      <p>
        <span class="meta">
          Asked <When at={asked} />
        </span>
        <br />
        <Words>{words}</Words>
      </p>
      {answer === undefined ? (
        <p>
          <Tag tone="wait">Waits for an answer</Tag>
        </p>
      ) : (
        <p>
          <span class="meta">
            <Words>{by ?? 'Information governance'}</Words> answered {answered !== undefined && <When at={answered} />}
          </span>
          <br />
          <Words>{answer}</Words>
        </p>
      )}
    </div>
  );
}

function AskWhy({ visit, typed }: { readonly visit: string; readonly typed: VisitsShown['typed'] }) {
  const open = typed?.visit === visit;
  return (
    <details open={open}>
      <summary>Question this</summary>
      <Post action="ask">
        <input type="hidden" name="visit" value={visit} />
        <Field
          label="What do you want to know?"
          name="words"
          id={`ask-${visit.replace(/\W/g, '-')}`}
          hint="The information governance lead of that organisation answers within ten working days. The answer stands here."
          lines={3}
          required
          value={open ? typed?.words : undefined}
        />
        <p class="actions">
          <Button>Send the question</Button>
        </p>
      </Post>
    </details>
  );
}

/** Groups by the day in the zone, in the order given: newest first. */
function byDay(visits: readonly Visit[], zone: string): readonly (readonly [string, readonly Visit[]])[] {
  const days = new Map<string, Visit[]>();
  for (const one of visits) {
    const day = dayOf(one.to, zone) ?? one.to;
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}
