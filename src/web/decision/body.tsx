import { accepted } from '#fhir';
import type { BodyView, RemitView } from '#governance/contract';
import { agreementHref } from '../governance/path.ts';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { MeetingRows, PaperRows, PlaceWords, topicWords } from './parts.tsx';

export type BodyShown = { readonly body: BodyView; readonly typed?: URLSearchParams };

/** A board, committee or group: its terms of reference, its meetings, what waits and what it decided. */
export const bodyPage: PageDefinition<BodyShown> = {
  path: '/bodies/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ body }) => body.name,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.decisions.body(access, params['id'] ?? '');
    return found.ok ? accepted({ body: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ body, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/bodies">Boards and meetings</a>
      </p>
      <PageHead
        title={<Words>{body.name}</Words>}
        under={
          <>
            {capital(body.kind)} of{' '}
            <a href={agreementHref(body.agreement.id, body.agreement.version)}>{body.agreement.title}</a>
          </>
        }
      >
        <a class="button" href={`/bodies/${encodeURIComponent(body.id)}/paper`}>
          Put a paper
        </a>
      </PageHead>
      <Section title="Terms of reference">
        <dl class="facts">
          <Fact name="In the chair">
            <PlaceWords of={body.chair} />
          </Fact>
          <Fact name="Writes the minutes">
            <PlaceWords of={body.secretary} />
          </Fact>
        </dl>
        <h3 class="sub">Members</h3>
        <ul class="plain-list">
          {body.seats.map((seat) => (
            <li key={seat.key}>
              <PlaceWords of={seat} />
              {seat.livedExperience && <span class="meta"> Sits by their own experience of care, with a vote.</span>}
            </li>
          ))}
        </ul>
        {body.remits.map((remit) => (
          <Remit key={`${remit.paragraph} ${remit.topics.join(' ')}`} of={remit} />
        ))}
      </Section>
      <Section title="Waits for a meeting, or is on an agenda" count={body.waiting.length}>
        {body.waiting.length === 0 ? <Empty title="No paper waits" /> : <PaperRows of={body.waiting} />}
      </Section>
      <Section title="Meetings" count={body.meetings.length}>
        {body.meetings.length === 0 ? <Empty title="No meeting was called yet" /> : <MeetingRows of={body.meetings} />}
        {body.may.call && <Call typed={typed} />}
      </Section>
      <Section title="Decided" count={body.decisions.length}>
        {body.decisions.length === 0 ? <Empty title="Nothing was decided yet" /> : <PaperRows of={body.decisions} />}
      </Section>
    </div>
  ),
  actions: {
    call: async ({ governance, access, params }, form) => {
      const done = await governance.decisions.call(access, {
        body: params['id'] ?? '',
        day: form.get('day') ?? '',
        starts: form.get('starts') ?? '',
        place: form.get('place') ?? '',
      });
      return done.ok ? accepted({ to: `/meetings/${done.value.id}`, said: 'The meeting is called.' }) : done;
    },
  },
};

const BY: Readonly<Record<RemitView['by'], string>> = {
  'one-member': 'one of them is enough',
  majority: 'more than half of those there',
  'two-thirds': 'two thirds of those there',
  all: 'all of those there',
};

function Remit({ of }: { readonly of: RemitView }) {
  return (
    <>
      <h3 class="sub">
        <bdi>{of.topics.map(topicWords).join(', ')}</bdi>
      </h3>
      <dl class="facts">
        <Fact name="Up to">{of.upTo ? <Money of={of.upTo} /> : 'any amount'}</Fact>
        <Fact name="Quorum">{`${of.quorum} of ${of.of} members who may vote on it; ${BY[of.by]}`}</Fact>
        {of.mustAgree.length > 0 && (
          <Fact name="Nothing stands without">
            <Words>{of.mustAgree.join(', ')}</Words>
          </Fact>
        )}
        {of.reserved.length > 0 && <Fact name="Goes up, always">{of.reserved.map(topicWords).join(', ')}</Fact>}
        {of.deputies.map((one) => (
          <Fact key={`${one.of.organization} ${one.deputy.role}`} name="Stands in">
            <PlaceWords of={one.deputy} /> for <PlaceWords of={one.of} />
            {one.upTo && (
              <>
                , up to <Money of={one.upTo} />
              </>
            )}
          </Fact>
        ))}
        <Fact name="So says">{`paragraph ${of.paragraph}`}</Fact>
      </dl>
    </>
  );
}

function Call({ typed }: { readonly typed: URLSearchParams | undefined }) {
  return (
    <details open={typed !== undefined}>
      <summary>Call a meeting</summary>
      <Post action="call">
        <Field label="Day" name="day" type="date" required value={typed?.get('day') ?? ''} />
        <Field label="Time" name="starts" hint="Such as 14:00." required value={typed?.get('starts') ?? ''} />
        <Field label="Place" name="place" required value={typed?.get('place') ?? ''} />
        <p class="actions">
          <Button kind="main">Call it</Button>
        </p>
      </Post>
    </details>
  );
}
