import { accepted } from '#fhir';
import type { ReferralChoices, ServiceChoice } from '#insight/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { CARERS } from '../shell/places.ts';
import { Free } from './services.tsx';

export type ChooseServiceShown = { readonly of: ReferralChoices };

/** Where a referral could go: the nearest service with a free appointment first, and chosen with one press. */
export const chooseServicePage: PageDefinition<ChooseServiceShown> = {
  path: '/referrals/:id',
  policy: { allow: 'roles', roles: CARERS },
  title: ({ of }) => `Where to: ${of.title}`,
  loader: async ({ insight, access, params }) => {
    const found = await insight.service.choices(access, params.id ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => {
    const first = of.choices.find((one) => one.first);
    const chosen = of.choices.find(({ id }) => id === of.chosen);
    return (
      <div class="page">
        <p class="back">
          {of.person === undefined ? (
            <a href="/services">Services by place</a>
          ) : (
            <a href={personPath(of.person)}>The person’s record</a>
          )}
        </p>
        <PageHead
          title={
            <>
              Where to: <Words>{of.title}</Words>
            </>
          }
          under={
            <>
              Distances <bdi>{of.from}</bdi>
            </>
          }
        />
        {chosen && (
          <p>
            <Tag tone="done">goes to</Tag> <Words>{chosen.name}</Words>, <Words>{chosen.place.name}</Words>
          </p>
        )}
        {first && (
          <Post action="nearest">
            <p class="actions">
              <Button kind="main">Take the nearest that has a free appointment</Button>
            </p>
          </Post>
        )}
        <Section title="Services that offer it" count={of.choices.length || undefined}>
          {of.choices.length === 0 && (
            <Empty title="No service of the directory offers this">
              <p>
                <a href="/services">What is offered where</a>
              </p>
            </Empty>
          )}
          <ul class="item-list">
            {of.choices.map((one) => (
              <Choice key={one.id} of={one} chosen={one.id === of.chosen} />
            ))}
          </ul>
        </Section>
        <p class="meta">
          Choosing writes the service into the referral. The appointment itself is made by the service.
        </p>
      </div>
    );
  },
  actions: {
    nearest: (context) => choose(context),
    choose: (context, form) => choose(context, form.get('service') ?? ''),
  },
};

async function choose({ insight, access, params }: LoaderContext, service?: string) {
  const done = await insight.service.choose(access, params.id ?? '', service);
  if (!done.ok) return done;
  const { name, place } = done.value;
  return accepted({ to: `/referrals/${params.id ?? ''}`, said: `The referral goes to ${name}, ${place}.` });
}

function Choice({ of, chosen }: { readonly of: ServiceChoice; readonly chosen: boolean }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.name}</Words>
      </span>
      <span class="item-fact">
        {chosen ? <Tag tone="done">chosen</Tag> : of.first && <Tag tone="better">nearest with a free appointment</Tag>}
      </span>
      <span class="item-words meta">
        <Words>{of.organization.name}</Words>, <Words>{of.place.name}</Words>, <Value>{of.far}</Value>
      </span>
      <span class="item-words">
        Free in four weeks: <Free of={of.free} />
      </span>
      {!chosen && (
        <Post action="choose">
          <input type="hidden" name="service" value={of.id} />
          <p class="actions">
            <Button>
              Choose<span class="sr"> {of.name}</span>
            </Button>
          </p>
        </Post>
      )}
    </li>
  );
}
