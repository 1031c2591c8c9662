import { accepted } from '#fhir';
import type { MovedWorkView, WorkMonth } from '#money/contract';
import { monthWords } from '../../charts/curve.tsx';
import type { PageDefinition } from '../../page.ts';
import { Fact } from '../../parts/fact.tsx';
import { Button, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { MONEY } from '../../shell/places.ts';
import { Money } from '../amount.tsx';
import { minorFrom } from '../form.ts';
import { WorkTag } from './list.tsx';

export type MovedWorkShown = { readonly of: MovedWorkView };

/** One piece of work that moves: what it needs, what is assigned, and what was done since, month by month. */
export const movedWorkPage: PageDefinition<MovedWorkShown> = {
  path: '/money/moved-work/:id',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => of.words,
  loader: async ({ money, access, params }) => {
    const found = await money.movedWork.work(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    staff: async ({ money, access, params }, form) => {
      const posts = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec((form.get('posts') ?? '').trim());
      const amount = posts ? Number(posts[1]) * 100 + Number((posts[2] ?? '').padEnd(2, '0')) : Number.NaN;
      const id = params['id'] ?? '';
      const what = { id, kind: 'staff', amount, words: form.get('words') ?? '', key: form.get('key') ?? '' } as const;
      const done = await money.movedWork.assignWork(access, what);
      return done.ok ? accepted({ to: `/money/moved-work/${id}`, said: 'Staff assigned.' }) : done;
    },
    money: async ({ money, access, params }, form) => {
      const amount = minorFrom(form.get('amount') ?? '', 'GBP');
      if (!amount.ok) return amount;
      const id = params['id'] ?? '';
      const words = form.get('words') ?? '';
      const what = { id, kind: 'money', amount: amount.value, words, key: form.get('key') ?? '' } as const;
      const done = await money.movedWork.assignWork(access, what);
      return done.ok ? accepted({ to: `/money/moved-work/${id}`, said: 'Money assigned.' }) : done;
    },
    begin: async ({ money, access, params }) => {
      const id = params['id'] ?? '';
      const done = await money.movedWork.beginWork(access, id);
      return done.ok ? accepted({ to: `/money/moved-work/${id}`, said: 'It moves.' }) : done;
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href="/money/moved-work">Work that moves</a>
      </p>
      <PageHead
        title={of.words}
        under={
          <>
            <Words>{of.from.name}</Words> to <Words>{of.to.name}</Words>
          </>
        }
      >
        <WorkTag of={of} />
      </PageHead>
      <Needs of={of} />
      {of.began && <Months of={of} />}
      {of.may.staff && <Assign of={of} kind="staff" />}
      {of.may.money && <Assign of={of} kind="money" />}
      <Assigned of={of} />
    </div>
  ),
};

function Needs({ of }: { readonly of: MovedWorkView }) {
  return (
    <Section title="What it needs, and what is there">
      <p>
        <Value>{of.count.toLocaleString('en-GB')}</Value> a year, <Value>{of.minutes}</Value> minutes and{' '}
        <Money of={of.each} /> each, paid by <Words>{of.payer.name}</Words>. <Words>{of.title}</Words>. A whole post
        gives 1,610 hours a year.
      </p>
      <dl class="facts sums">
        <Fact name="Staff needed">
          <Value>{(of.needs.staff / 100).toFixed(2)}</Value> posts
        </Fact>
        <Fact name="Staff assigned">
          <Value>{(of.assigned.staff / 100).toFixed(2)}</Value> posts
        </Fact>
        <Fact name="Money needed a year">
          <Money of={of.needs.money} strong />
        </Fact>
        <Fact name="Money assigned a year">
          <Money of={of.assigned.money} strong />
        </Fact>
      </dl>
      {of.began ? (
        <p>
          It moves from <When at={of.begins} /> on. <Words>{of.began.by}</Words> said so on <When at={of.began.at} />.
        </p>
      ) : (
        <>
          {of.lacks.length > 0 && (
            <ul>
              {of.lacks.map((one) => (
                <li key={one}>
                  <Words>{one}</Words>
                </li>
              ))}
            </ul>
          )}
          {of.may.begin && (
            <Post action="begin">
              <p class="actions">
                <Button kind="main">Let it begin</Button>
              </p>
            </Post>
          )}
        </>
      )}
    </Section>
  );
}

function Months({ of }: { readonly of: MovedWorkView }) {
  return (
    <Section title="Month by month" count={of.months.length}>
      {of.months.length === 0 ? (
        <p class="meta">The first whole month since it began is not over yet.</p>
      ) : (
        <ul class="item-list">
          {of.months.toReversed().map((one) => (
            <Month key={one.month} of={one} view={of} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Month({ of, view }: { readonly of: WorkMonth; readonly view: MovedWorkView }) {
  const more = of.there - of.planned;
  return (
    <li data-row>
      <span class="item-title">{monthWords(of.month)}</span>
      <span class="item-fact">
        <Value>{of.there}</Value> of <Value>{of.planned}</Value>
      </span>
      <span class="item-words meta">
        {more === 0 ? (
          'As planned. '
        ) : (
          <>
            <Value>{Math.abs(more)}</Value> {more > 0 ? 'more' : 'fewer'} than planned:{' '}
            <Value>{(Math.abs(of.staff) / 100).toFixed(2)}</Value> posts and{' '}
            <Money of={{ ...of.money, minor: Math.abs(of.money.minor) }} /> {more > 0 ? 'not covered' : 'not used'}.{' '}
          </>
        )}
        <Value>{of.here}</Value> were still done at <Words>{view.from.name}</Words>.
      </span>
    </li>
  );
}

function Assign({ of, kind }: { readonly of: MovedWorkView; readonly kind: 'staff' | 'money' }) {
  const staff = kind === 'staff';
  return (
    <Section title={staff ? 'Assign staff' : 'Assign money'}>
      <Post action={kind}>
        <input type="hidden" name="key" value={String(of.assignments.length)} />
        {staff ? (
          <Field label="How many posts" name="posts" hint="In whole posts, such as 0.6." required />
        ) : (
          <Field label="How much a year, in GBP" name="amount" required />
        )}
        <Field
          label={staff ? 'Who does it' : 'Out of what'}
          name="words"
          id={`words-${kind}`}
          hint="The other partners read it."
          required
        />
        <p class="actions">
          <Button kind="main">{staff ? 'Assign these posts' : 'Assign this money'}</Button>
        </p>
      </Post>
    </Section>
  );
}

function Assigned({ of }: { readonly of: MovedWorkView }) {
  return (
    <Section title="What was assigned" count={of.assignments.length}>
      <ul class="item-list">
        {of.assignments.map((one, at) => (
          <li key={at} data-row>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-fact">
              {one.money ? <Money of={one.money} /> : <Value>{((one.staff ?? 0) / 100).toFixed(2)} posts</Value>}
            </span>
            <span class="item-words meta">
              <Words>{one.organization}</Words>, <Words>{one.by}</Words>, <When at={one.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
