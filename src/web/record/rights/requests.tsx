import { RIGHTS, type Right } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { PersonRequest, WantedByHand } from '#record/contract';
import { AuditTabs } from '../../audit/tabs.tsx';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { Requests } from './parts.tsx';
import { RIGHT_WORDS, WAY_WORDS } from './words.ts';

export type RequestsShown = {
  readonly requests: readonly PersonRequest[];
  readonly today: string;
  readonly typed?: Readonly<Record<string, string>>;
};

const WAYS: readonly WantedByHand['way'][] = ['letter', 'telephone', 'in-person'];

/** What people ask of an organisation about their records, for its information governance: what waits first. */
export const requestsPage: PageDefinition<RequestsShown> = {
  path: '/audit/requests',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'What people ask',
  loader: async ({ record, access, today, typed }) => {
    const found = await record.rights.worklist(access);
    if (!found.ok) return found;
    return accepted({ requests: found.value, today, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
  },
  Page: ({ requests, today, typed }) => {
    const open = requests.filter(({ state }) => state === 'open' || state === 'identity');
    const working = requests.filter(({ state }) => state === 'working');
    const over = requests.filter(({ state }) => state === 'done' || state === 'refused' || state === 'withdrawn');
    const at = (id: string) => `/audit/requests/${encodeURIComponent(id)}`;
    return (
      <>
        <AuditTabs at="requests" />
        <div class="page">
          <PageHead
            title="What people ask"
            under="Copies, corrections, restrictions, erasures and objections, each with the time that the law gives."
          />
          <Section title="To decide" count={open.length}>
            {open.length === 0 ? <Empty title="No request waits for a decision" /> : <Requests of={open} at={at} />}
          </Section>
          {working.length > 0 && (
            <Section title="Being done" count={working.length}>
              <Requests of={working} at={at} />
            </Section>
          )}
          <Enter today={today} typed={typed} />
          {over.length > 0 && (
            <Section title="Answered" count={over.length}>
              <Requests of={over} at={at} />
            </Section>
          )}
        </div>
      </>
    );
  },
  actions: {
    enter: async ({ record, access }, form) => {
      const wanted = wantedOf(form);
      if (!wanted.ok) return wanted;
      const done = await record.rights.enter(access, wanted.value);
      if (!done.ok) return done;
      return accepted({
        to: `/audit/requests/${encodeURIComponent(done.value)}`,
        said: 'Written down. Its clock is shown below.',
      });
    },
  },
};

function Enter({ today, typed = {} }: { readonly today: string; readonly typed: RequestsShown['typed'] }) {
  return (
    <Section title="Write down what came in">
      <Post action="enter">
        <Field label="Who" name="person" hint="NHS number, or name and birth date" required value={typed['person']} />
        <Choice
          label="What they ask"
          name="right"
          options={RIGHTS.map((right) => ({ value: right, words: RIGHT_WORDS[right] }))}
          value={typed['right']}
        />
        <Choice
          label="How it came"
          name="way"
          options={WAYS.map((way) => ({ value: way, words: WAY_WORDS[way] }))}
          value={typed['way']}
        />
        <Field
          label="The day it came in"
          name="came"
          type="date"
          hint="The clock begins on this day."
          required
          value={typed['came'] ?? today}
        />
        <Field label="In their words" name="words" lines={4} value={typed['words']} />
        <label class="tick">
          <input type="checkbox" name="proved" value="yes" checked={typed['proved'] === 'yes'} />
          It is clear that it is they who ask. Until it is, the clock stands.
        </label>
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}

function wantedOf(form: URLSearchParams): Outcome<WantedByHand> {
  const right = RIGHTS.find((one): one is Right => one === form.get('right'));
  const way = WAYS.find((one) => one === form.get('way'));
  if (right === undefined || way === undefined) {
    return refuse('required', 'web.request-came', 'Choose what they ask, and how it came.', 'right');
  }
  return accepted({
    right,
    way,
    person: form.get('person') ?? '',
    came: form.get('came') ?? '',
    words: form.get('words') ?? '',
    proved: form.get('proved') === 'yes',
  });
}
