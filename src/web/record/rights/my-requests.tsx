import { RIGHTS, type Right } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { MyRequests, Wanted } from '#record/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { PARTS, partIn } from '../kinds.ts';
import { Requests } from './parts.tsx';
import { ASKS, EXPLAINED } from './words.ts';

export type MyRequestsShown = {
  readonly mine: MyRequests;
  readonly typed?: {
    readonly right: string;
    readonly of: readonly string[];
    readonly item: string;
    readonly from: readonly string[];
    readonly what?: string;
    readonly words: string;
  };
};

/** What a person asks of those who hold their record, and what came of it. */
export const myRequestsPage: PageDefinition<MyRequestsShown> = {
  path: '/me/requests',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'My requests',
  loader: async ({ record, access, typed, query }) => {
    const mine = await record.rights.mine(access);
    if (!mine.ok) return mine;
    const from = typed ?? (query.has('item') || query.has('right') ? query : undefined);
    const kept = from && {
      right: from.get('right') ?? '',
      of: from.getAll('of'),
      item: from.get('item') ?? '',
      from: from.getAll('from'),
      what: from.get('what') ?? '',
      words: from.get('words') ?? '',
    };
    return accepted({ mine: mine.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ mine, typed }) => (
    <div class="page narrow own">
      <PageHead
        title="My requests"
        under="You have rights over what is recorded about you. Each organisation has to answer you within the time that the law gives it."
      />
      <Section title="What I asked" count={mine.requests.length}>
        {mine.requests.length === 0 ? (
          <Empty title="Nothing yet" />
        ) : (
          <Requests of={mine.requests} at={(id) => `/me/requests/${encodeURIComponent(id)}`} />
        )}
      </Section>
      <Ask mine={mine} typed={typed} />
      <p>
        <a href="/odd">Something is odd: say what you noticed</a>
      </p>
    </div>
  ),
  actions: {
    ask: async ({ record, access }, form) => {
      const wanted = wantedOf(form);
      if (!wanted.ok) return wanted;
      const done = await record.rights.ask(access, wanted.value);
      if (!done.ok) return done;
      const [first, ...more] = done.value;
      const to =
        first !== undefined && more.length === 0 ? `/me/requests/${encodeURIComponent(first)}` : '/me/requests';
      return accepted({ to, said: 'Asked. You see here by when you get an answer.' });
    },
  },
};

function Ask({ mine, typed }: { readonly mine: MyRequests; readonly typed: MyRequestsShown['typed'] }) {
  const chosen = RIGHTS.find((one) => one === typed?.right) ?? 'copy';
  return (
    <Section title="Ask for something">
      <Post action="ask">
        <fieldset class="field">
          <legend>What do you want?</legend>
          {RIGHTS.map((right) => (
            <label key={right} class="tick">
              <input type="radio" name="right" value={right} checked={right === chosen} />
              <span>
                <strong>{ASKS[right]}.</strong> {EXPLAINED[right]}
              </span>
            </label>
          ))}
        </fieldset>
        <Choice
          label="About what?"
          name="item"
          options={[
            { value: '', words: 'Everything that they hold' },
            ...mine.items.map(({ reference, words, organization }) => ({
              value: reference,
              words: `${words} (${organization})`,
            })),
          ]}
          value={typed?.item}
        />
        <fieldset class="field">
          <legend>Of whom? For one item it is whoever recorded it.</legend>
          {mine.holders.map(({ organization, name }) => (
            <label key={organization} class="tick">
              <input
                type="checkbox"
                name="of"
                value={organization}
                checked={typed === undefined || typed.of.length === 0 || typed.of.includes(organization)}
              />
              <bdi>{name}</bdi>
            </label>
          ))}
        </fieldset>
        <NotToSee mine={mine} typed={typed} open={chosen === 'object'} />
        <Field
          label="What should they know?"
          name="words"
          hint="For a correction: what is wrong, and what is right. For an objection: why."
          lines={4}
          value={typed?.words}
        />
        <p class="actions">
          <Button kind="main">Ask</Button>
        </p>
      </Post>
    </Section>
  );
}

type NotToSeeProps = { readonly mine: MyRequests; readonly typed: MyRequestsShown['typed']; readonly open: boolean };

/** From whom an objection keeps it. */
function NotToSee({ mine, typed, open }: NotToSeeProps) {
  return (
    <details open={open}>
      <summary>For an objection: what is not to be shared, and with whom?</summary>
      <Choice
        label="What is not to be shared, of what they wrote?"
        name="what"
        options={[{ value: '', words: 'Everything' }, ...PARTS]}
        value={typed?.what}
      />
      <fieldset class="field">
        <legend>Who is not to see it? Tick nobody for everybody else.</legend>
        {mine.organizations.map(({ organization, name }) => (
          <label key={organization} class="tick">
            <input type="checkbox" name="from" value={organization} checked={typed?.from.includes(organization)} />
            <bdi>{name}</bdi>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function wantedOf(form: URLSearchParams): Outcome<Wanted> {
  const right = RIGHTS.find((one): one is Right => one === form.get('right'));
  if (right === undefined) return refuse('required', 'web.request-what', 'Choose what you want.', 'right');
  const item = form.get('item') ?? '';
  const words = form.get('words') ?? '';
  const of = { right, of: form.getAll('of'), words };
  if (right === 'object') {
    const what = partIn(form.get('what') ?? '');
    return accepted({ ...of, from: form.getAll('from'), ...(what ? { what } : {}) });
  }
  return accepted({ ...of, ...(item === '' || right === 'copy' ? {} : { item }) });
}
