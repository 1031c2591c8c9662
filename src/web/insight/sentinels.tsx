import { accepted } from '#fhir';
import type { SentinelList, SentinelRow, SeriesShown } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { OddThings, Report } from './odd.tsx';

export type SentinelsShown = { readonly list: SentinelList; readonly typed?: URLSearchParams };

/** Feared effects that the form has room for; what is left empty is not watched. */
const FEARS = [0, 1, 2] as const;

/** Changes that were declared, what is feared of each, and what is seen of it. */
export const sentinelsPage: PageDefinition<SentinelsShown> = {
  path: '/sentinels',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'What changes do elsewhere',
  loader: async ({ insight, access, typed }) => {
    const list = await insight.sentinels(access);
    return list.ok ? accepted({ list: list.value, ...(typed ? { typed } : {}) }) : list;
  },
  Page: ({ list, typed }) => (
    <div class="page">
      <PageHead
        title="What changes do elsewhere"
        under="Whoever changes something says what they hope for, and what it may do that nobody wants. That is watched from the first day on, as is what a signed agreement fears."
      />
      <Section title="Declared changes" count={list.sentinels.length || undefined}>
        {list.sentinels.length === 0 ? (
          <Empty title="No change is declared yet">
            <p>A clinic that moves, a new pathway, beds that close: declare it before it begins.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {list.sentinels.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
        {list.may.declare && <Declare list={list} typed={typed?.get('action') === 'declare' ? typed : undefined} />}
      </Section>
      <OddThings odd={list.odd} sentinels={list.sentinels} answers={list.may.answer} />
      <Report typed={typed?.get('action') === 'odd' ? typed : undefined} />
    </div>
  ),
  actions: {
    declare: async ({ insight, access }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const done = await insight.declareChange(access, {
        change: text('change'),
        hoped: text('hoped'),
        since: text('since'),
        hopedMeasure: text('hoped-measure'),
        watches: FEARS.map((at) => ({
          series: text(`series-${at}`),
          organization: text(`organization-${at}`),
          feared: text(`feared-${at}`),
          cost: text(`cost-${at}`),
        })),
      });
      return done.ok
        ? accepted({ to: `/sentinels/${done.value.id}`, said: 'Declared. It is watched from that day on.' })
        : done;
    },
    odd: async ({ insight, access }, form) => {
      const done = await insight.reportOdd(access, { words: form.get('words') ?? '', place: form.get('place') ?? '' });
      return done.ok ? accepted({ to: '/sentinels', said: 'Thank you. You will read here what becomes of it.' }) : done;
    },
    answer: async ({ insight, access }, form) => {
      const sentinel = form.get('sentinel') ?? '';
      const done = await insight.answerOdd(access, form.get('id') ?? '', {
        words: form.get('answer') ?? '',
        ...(sentinel === '' ? {} : { sentinel }),
      });
      return done.ok ? accepted({ to: '/sentinels', said: 'Answered; whoever reported it reads it.' }) : done;
    },
  },
};

function Row({ of }: { readonly of: SentinelRow }) {
  const open = of.signals.filter(({ state }) => state !== 'reviewed').length;
  return (
    <li data-row>
      <span class="item-title">
        <a href={`/sentinels/${of.id}`}>
          <Words>{of.change}</Words>
        </a>
      </span>
      <span class="item-fact">
        {open > 0 ? (
          <Tag tone="concern">a feared effect is seen</Tag>
        ) : of.ended ? (
          <Tag tone="quiet">no longer watched</Tag>
        ) : (
          <Tag tone="done">nothing feared is seen</Tag>
        )}
      </span>
      <span class="item-words meta">
        <Words>{of.organization.name}</Words>, from <When at={of.since} />,{' '}
        {of.agreed === undefined ? 'declared by' : 'watched because of'} <Words>{of.by}</Words>
      </span>
      <span class="item-words">
        Hoped for: <Words>{of.hoped}</Words>
      </span>
    </li>
  );
}

function Declare({ list, typed }: { readonly list: SentinelList; readonly typed: URLSearchParams | undefined }) {
  const value = (name: string) => typed?.get(name) ?? undefined;
  return (
    <details open={typed !== undefined}>
      <summary>Declare a change</summary>
      <Post action="declare">
        <Field label="What is changed" name="change" required value={value('change')} />
        <Field label="From this day on" name="since" type="date" required value={value('since')} />
        <Field label="What is hoped for" name="hoped" lines={2} required value={value('hoped')} />
        <Choice
          label="Which measure would show it"
          name="hoped-measure"
          value={value('hoped-measure')}
          options={[{ value: '', words: 'None of them' }, ...list.measures.map(option)]}
        />
        {FEARS.map((at) => (
          <fieldset class="field" key={at}>
            <legend>{at === 0 ? 'What is feared' : 'What else is feared'}</legend>
            <Choice
              label="What would show it"
              name={`series-${at}`}
              value={value(`series-${at}`)}
              options={[
                ...(at === 0 ? [] : [{ value: '', words: 'Nothing else' }]),
                ...list.series.map(option),
                ...list.balancing.map(option),
              ]}
            />
            <Choice
              label="Where"
              name={`organization-${at}`}
              value={value(`organization-${at}`)}
              options={[
                { value: '', words: 'At each partner' },
                ...list.organizations.map(({ organization, name }) => ({ value: organization, words: name })),
              ]}
            />
            <Choice
              label="Which way"
              name={`feared-${at}`}
              value={value(`feared-${at}`)}
              options={[
                { value: 'up', words: 'More of them' },
                { value: 'down', words: 'Fewer of them' },
              ]}
            />
            <Field
              label="What one of them costs"
              name={`cost-${at}`}
              hint="An amount such as 250. Left empty, no money is told."
              value={value(`cost-${at}`)}
            />
          </fieldset>
        ))}
        <Button kind="main">Declare and watch</Button>
      </Post>
    </details>
  );
}

function option({ id, title }: Pick<SeriesShown, 'id' | 'title'>) {
  return { value: id, words: title };
}
