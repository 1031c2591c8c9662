import { accepted, type Outcome } from '#fhir';
import type { Assessment, Dispute } from '#money/contract';
import type { Done, PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When, Words } from '../../parts/value.tsx';
import { personPath } from '../../record/path.ts';
import { MEANS } from '../../shell/places.ts';
import { Comes, Sum } from './sum.tsx';

export type OneShown = { readonly of: Assessment; readonly own: boolean };

/** One sum as a letter to the person: what they pay and why, line by line; what they dispute, and the answer. */
export const careCostPage: PageDefinition<OneShown> = {
  path: '/care-costs/:id',
  policy: { allow: 'roles', roles: MEANS },
  title: () => 'What you pay for your care',
  loader: async ({ money, access, params, signedIn }) => {
    const found = await money.means.one(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value, own: signedIn.role === 'person' }) : found;
  },
  actions: {
    dispute: ({ money, access, params }, form) =>
      done(
        params,
        money.means.dispute(access, params['id'] ?? '', {
          line: form.get('line') ?? '',
          words: form.get('words') ?? '',
        }),
        'Sent. You are answered within twenty working days; nothing of your care stops meanwhile.',
      ),
    answer: ({ money, access, params }, form) =>
      done(
        params,
        money.means.answer(access, params['id'] ?? '', {
          line: form.get('line') ?? '',
          words: form.get('words') ?? '',
        }),
        'Answered.',
      ),
  },
  Page: ({ of, own }) => (
    <div class="page narrow own">
      <p class="back">
        <a href={own ? '/me/care-costs' : personPath(of.person, '/care-costs')}>All of what is paid for care</a>
      </p>
      <PageHead
        title="What you pay for your care"
        under={
          <>
            For <Words>{of.name}</Words>, from <Words>{of.organization}</Words>, <When at={of.assessed.slice(0, 10)} />
          </>
        }
      >
        <Standing of={of} />
      </PageHead>
      <Comes of={of.worked} />
      {of.reason !== undefined && (
        <Section title="Why it was worked out anew">
          <p>
            <Words>{of.reason}</Words>
          </p>
        </Section>
      )}
      <Sum of={of.worked} />
      <Disputes of={of} />
      {of.may.dispute && <DisputeForm of={of} />}
      <p class="meta">
        Worked out by <Words>{of.by}</Words>. You can have it looked at again whenever something changes.
      </p>
    </div>
  ),
};

export function Standing({ of }: { readonly of: Pick<Assessment, 'standing'> }) {
  if (of.standing === 'counts') return <Tag tone="done">Counts now</Tag>;
  return of.standing === 'to-come' ? <Tag tone="wait">To come</Tag> : <Tag tone="quiet">Replaced</Tag>;
}

function Disputes({ of }: { readonly of: Assessment }) {
  if (of.disputes.length === 0) return null;
  return (
    <Section title="What was said about it" count={of.disputes.length}>
      <ul class="item-list">
        {of.disputes.map((one) => (
          <li key={`${one.line} ${one.on}`} data-row>
            <span class="item-title">
              <Words>{lineWords(of, one)}</Words>
            </span>
            <span class="item-fact">
              {one.answer ? <Tag tone="done">Answered</Tag> : <Tag tone="concern">Waits for an answer</Tag>}
            </span>
            <span class="item-words meta">
              <Words>{one.by}</Words>, <When at={one.on.slice(0, 10)} />: <Words>{one.words}</Words>
              {one.answer && (
                <>
                  {' '}
                  Answer by <Words>{one.answer.by}</Words>: <Words>{one.answer.words}</Words>
                </>
              )}
            </span>
            {of.may.answer && one.answer === undefined && <AnswerForm of={one} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AnswerForm({ of }: { readonly of: Dispute }) {
  return (
    <Post action="answer">
      <input type="hidden" name="line" value={of.line} />
      <Field label="Answer" name="words" id={`answer-${of.line}`} required lines={2} hint="The person reads it." />
      <p class="actions">
        <Button kind="main">Answer</Button>
      </p>
    </Post>
  );
}

function DisputeForm({ of }: { readonly of: Assessment }) {
  const lines = of.worked.lines.map(({ id, words }) => ({ value: id, words }));
  return (
    <Section title="Is something wrong?">
      <Post action="dispute">
        <Choice
          label="Which line"
          name="line"
          options={[...lines, { value: 'change', words: 'Something has changed since' }]}
        />
        <Field label="What is wrong, or has changed" name="words" required lines={3} hint="The assessor reads it." />
        <p class="actions">
          <Button kind="main">Send it</Button>
        </p>
      </Post>
    </Section>
  );
}

function lineWords({ worked }: Assessment, { line }: Dispute): string {
  return worked.lines.find(({ id }) => id === line)?.words ?? 'Something has changed since';
}

async function done(
  params: Readonly<Record<string, string>>,
  doing: Promise<Outcome<unknown>>,
  said: string,
): Promise<Outcome<Done>> {
  const outcome = await doing;
  return outcome.ok ? accepted({ to: `/care-costs/${params['id'] ?? ''}`, said }) : outcome;
}
