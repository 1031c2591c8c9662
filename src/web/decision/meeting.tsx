import { accepted, type Outcome } from '#fhir';
import type { MeetingView } from '#governance/contract';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { SealedMinutes } from './minutes.tsx';
import { MeetingTag, PaperRows, PlaceWords } from './parts.tsx';

export type MeetingShown = { readonly meeting: MeetingView; readonly typed?: URLSearchParams };

/** A meeting: who is there, the agenda item by item, and its sealed minutes once it is closed. */
export const meetingPage: PageDefinition<MeetingShown> = {
  path: '/meetings/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ meeting }) => `${meeting.body.name}, ${meeting.day}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.decisions.meeting(access, params['id'] ?? '');
    return found.ok ? accepted({ meeting: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ meeting }) => (
    <div class="page">
      <p class="back">
        <a href={`/bodies/${encodeURIComponent(meeting.body.id)}`}>
          <Words>{meeting.body.name}</Words>
        </a>
      </p>
      <PageHead
        title={
          <>
            Meeting of <When at={meeting.day} />
          </>
        }
        under={
          <>
            <Value>{meeting.starts}</Value>, <Words>{meeting.place}</Words>
          </>
        }
      >
        <p class="state-now">
          <MeetingTag is={meeting.state} />
        </p>
      </PageHead>
      {meeting.minutes && <SealedMinutes of={meeting.minutes} />}
      <Section title="Agenda" count={meeting.items.length}>
        {meeting.items.length === 0 ? <Empty title="Nothing is on the agenda yet" /> : <PaperRows of={meeting.items} />}
      </Section>
      {meeting.waiting.length > 0 && <Waiting of={meeting} />}
      <There of={meeting} />
      <Running of={meeting} />
    </div>
  ),
  actions: {
    come: (context, form) => {
      const [seat, name] = [form.get('seat') ?? '', form.get('name') ?? ''];
      const typed = { ...(seat === '' ? {} : { seat }), ...(name === '' ? {} : { name }) };
      return done(context, 'Noted as present.', (at, id) => at.come(context.access, id, typed));
    },
    left: (context, form) =>
      done(context, 'Noted as gone.', (at, id) => at.left(context.access, id, form.get('seat') ?? '')),
    open: (context) => done(context, 'The meeting is open.', (at, id) => at.open(context.access, id)),
    close: (context) =>
      done(context, 'The meeting is closed, and its minutes are sealed.', (at, id) => at.close(context.access, id)),
    table: (context, form) =>
      done(context, 'It is on the agenda.', (at, id) => at.table(context.access, form.get('paper') ?? '', id)),
    'call-off': (context, form) =>
      done(context, 'It is called off.', (at, id) => at.callOff(context.access, id, form.get('reason') ?? '')),
  },
};

async function done(
  { governance, params }: LoaderContext,
  said: string,
  work: (at: LoaderContext['governance']['decisions'], id: string) => Promise<Outcome<true>>,
): Promise<Outcome<Done>> {
  const id = params['id'] ?? '';
  const outcome = await work(governance.decisions, id);
  return outcome.ok ? accepted({ to: `/meetings/${encodeURIComponent(id)}`, said }) : outcome;
}

type Of = { readonly of: MeetingView };

function There({ of }: Of) {
  const there = of.seats.filter(({ present }) => present).length;
  return (
    <Section title="Who is there" count={`${there} of ${of.seats.length}`}>
      <ul class="item-list">
        {of.seats.map((seat) => (
          <li key={seat.key}>
            <span class="item-title">
              <PlaceWords of={seat} />
            </span>
            <span class="item-fact">
              {seat.present ? (
                <Tag tone="done">{seat.present.deputy ? 'stood in for' : 'there'}</Tag>
              ) : (
                <Tag tone="quiet">not there</Tag>
              )}
            </span>
            <span class="item-words meta">
              <bdi>
                {seat.present && <Words>{seat.present.name}</Words>}
                {seat.livedExperience && ' Sits by their own experience of care, with a vote.'}
              </bdi>
            </span>
            {seat.present && (of.may.keep || seat.present.mine) && (of.state === 'called' || of.state === 'open') && (
              <Post action="left">
                <input type="hidden" name="seat" value={seat.key} />
                <p class="actions">
                  <Button>{seat.present.mine ? 'I leave' : `${seat.present.name} has left`}</Button>
                </p>
              </Post>
            )}
          </li>
        ))}
      </ul>
      {of.may.come.length > 0 && <Come of={of} />}
      {of.may.keep && <ByName of={of} />}
    </Section>
  );
}

function Come({ of }: Of) {
  const seats = of.seats.filter(({ key }) => of.may.come.includes(key));
  return (
    <Post action="come">
      {seats.length > 1 ? (
        <Choice
          label="In which seat"
          name="seat"
          options={seats.map((one) => ({ value: one.key, words: `${SEAT_WORDS[one.role]}, ${one.name}` }))}
        />
      ) : (
        <input type="hidden" name="seat" value={seats[0]?.key ?? ''} />
      )}
      <p class="actions">
        <Button kind="main">I am here</Button>
      </p>
    </Post>
  );
}

/** For who sits at the table without an account: their vote is entered by the secretary. */
function ByName({ of }: Of) {
  return (
    <details>
      <summary>Note somebody who has no account</summary>
      <Post action="come">
        <div class="field">
          <label for="f-named-seat">Seat</label>
          <select id="f-named-seat" name="seat">
            {of.seats.map((one) => (
              <option key={one.key} value={one.key}>
                {`${SEAT_WORDS[one.role]}, ${one.name}`}
              </option>
            ))}
          </select>
        </div>
        <Field label="Name" name="name" required />
        <p class="actions">
          <Button>Note them as present</Button>
        </p>
      </Post>
    </details>
  );
}

function Waiting({ of }: Of) {
  return (
    <Section title="Waits for a meeting" count={of.waiting.length}>
      <Post action="table">
        <Choice label="Paper" name="paper" options={of.waiting.map(({ id, title }) => ({ value: id, words: title }))} />
        <p class="actions">
          <Button>Put it on the agenda</Button>
        </p>
      </Post>
    </Section>
  );
}

function Running({ of }: Of) {
  if (!of.may.open && !of.may.keep) return null;
  return (
    <Section title="The meeting itself">
      {of.may.open && (
        <Post action="open">
          <p class="actions">
            <Button kind="main">Open the meeting</Button>
          </p>
        </Post>
      )}
      {of.may.keep && of.state === 'open' && (
        <Post action="close">
          <p class="meta">
            Once every item is decided or put back. Its minutes are sealed: nothing in them can be changed unnoticed.
          </p>
          <p class="actions">
            <Button kind="main">Close it and seal the minutes</Button>
          </p>
        </Post>
      )}
      {of.may.keep && of.state === 'called' && (
        <details>
          <summary>Call it off</summary>
          <Post action="call-off">
            <Field label="Why" name="reason" required />
            <p class="actions">
              <Button>Call it off</Button>
            </p>
          </Post>
        </details>
      )}
    </Section>
  );
}
