import { accepted, type Outcome } from '#fhir';
import type { ChargeDetail, ChargeItem } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { ChargedFor, ChargeState } from './charges.tsx';

export type ChargeShown = { readonly of: ChargeDetail };

/** One charge, activity by activity: accepted at once but for what is queried, which is answered with a reason. */
export const chargePage: PageDefinition<ChargeShown> = {
  path: '/money/charges/:id',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Charge for ${of.activity}`,
  loader: async ({ money, access, params }) => {
    const found = await money.charge(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    accept: ({ money, access, params }) =>
      done(params, money.acceptCharge(access, params['id'] ?? '', false), 'Accepted: what is not queried is entered.'),
    'accept-queried': ({ money, access, params }) =>
      done(params, money.acceptCharge(access, params['id'] ?? '', true), 'Accepted after all.'),
    query: ({ money, access, params }, form) =>
      done(
        params,
        money.queryCharge(access, params['id'] ?? '', {
          numbers: form.getAll('item').map(Number).filter(Number.isSafeInteger),
          reason: form.get('reason') ?? '',
        }),
        'Queried: they are told, and have ten working days to answer. The rest can be accepted.',
      ),
    answer: ({ money, access, params }, form) =>
      done(
        params,
        money.answerQuery(access, params['id'] ?? '', {
          words: form.get('words') ?? '',
          withdraw: form.get('withdraw') === 'yes',
        }),
        'Answered.',
      ),
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title={`Charge for ${of.activity}`}
        under={
          <>
            <Words>{of.payee.name}</Words> to <Words>{of.payer.name}</Words>, <When at={of.from} /> to{' '}
            <When at={of.until} />
          </>
        }
      >
        <a class="button" href="/money/charges">
          All charges
        </a>
      </PageHead>
      <Sums of={of} />
      <Section title="Activity by activity" count={of.items}>
        {of.may.query ? (
          <Post action="query">
            <Items of={of} ticks />
            <Field label="Why do you query what is ticked?" name="reason" required hint="They read it and answer it." />
            <p class="actions">
              <Button>Query what is ticked</Button>
            </p>
          </Post>
        ) : (
          <Items of={of} ticks={false} />
        )}
        {of.more && <p class="meta">The first {of.rows.length} are shown; the rest is like them.</p>}
      </Section>
    </div>
  ),
};

function Sums({ of }: ChargeShown) {
  return (
    <Section title="What it comes to" aside={<ChargeState of={of} />}>
      <dl class="facts figures sums">
        <Figure words="Asked" of={of.total} />
        <Figure words="Accepted" of={of.accepted} />
        <Figure words="To be looked at" of={of.waiting} />
        <Figure words="Queried" of={of.inQuery} />
        <Figure words="Taken back" of={of.withdrawn} />
      </dl>
      <p class="meta">
        <ChargedFor of={of} />.{' '}
        <a class="source" href={of.agreement}>
          <Words>{of.because}</Words>
        </a>
        {of.open > 0 && (
          <>
            {' '}
            What is not queried by <When at={of.stands} /> stands.
          </>
        )}
      </p>
      {of.may.accept && (
        <Post action="accept">
          <p class="actions">
            <Button kind="main">{of.queried > 0 ? 'Accept what is not queried' : 'Accept all of it'}</Button>
          </p>
        </Post>
      )}
      {of.may.acceptQueried && (
        <Post action="accept-queried">
          <p class="actions">
            <Button>Accept what was queried after all</Button>
          </p>
        </Post>
      )}
      {of.may.answer && <Answer />}
    </Section>
  );
}

function Figure({ words, of }: { readonly words: string; readonly of: ChargeDetail['total'] }) {
  return (
    <div class="fact">
      <dt>{words}</dt>
      <dd>
        <Money of={of} strong />
      </dd>
    </div>
  );
}

function Answer() {
  return (
    <Post action="answer">
      <Field label="Answer to the query" name="words" required hint="They read it." />
      <label class="tick">
        <input type="checkbox" name="withdraw" value="yes" />
        Take back what was queried
      </label>
      <p class="actions">
        <Button kind="main">Answer</Button>
      </p>
    </Post>
  );
}

const STATES: Readonly<Record<ChargeItem['state'], readonly [Tone, string]>> = {
  proposed: ['wait', 'To be looked at'],
  queried: ['concern', 'Queried'],
  accepted: ['done', 'Accepted'],
  withdrawn: ['quiet', 'Taken back'],
};

function Items({ of, ticks }: { readonly of: ChargeDetail; readonly ticks: boolean }) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">Activities of this charge</caption>
      <thead>
        <tr>
          <th scope="col">{ticks ? 'Query' : 'Number'}</th>
          <th scope="col">Day</th>
          <th scope="col" class="number">
            Amount
          </th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {of.rows.map((item) => (
          <Item key={item.number} of={item} tick={ticks && item.state === 'proposed'} />
        ))}
      </tbody>
    </table>
  );
}

function Item({ of, tick }: { readonly of: ChargeItem; readonly tick: boolean }) {
  const [tone, words] = STATES[of.state];
  return (
    <tr data-row>
      <th scope="row">
        {tick ? (
          <label class="tick">
            <input type="checkbox" name="item" value={String(of.number)} />
            <Value>{of.number}</Value>
          </label>
        ) : (
          <Value>{of.number}</Value>
        )}
      </th>
      <td data-words="Day">
        <When at={of.day} />
        {of.words !== undefined && (
          <p class="meta">
            <Words>{of.words}</Words>
          </p>
        )}
      </td>
      <td class="number" data-words="Amount">
        <Money of={of.amount} />
      </td>
      <td>
        <Tag tone={tone}>{words}</Tag>
        {of.reason !== undefined && (
          <p class="meta">
            Why: <Words>{of.reason}</Words>
          </p>
        )}
        {of.answer !== undefined && (
          <p class="meta">
            {capital('answer')}: <Words>{of.answer}</Words>
          </p>
        )}
      </td>
    </tr>
  );
}

async function done(
  params: Readonly<Record<string, string>>,
  doing: Promise<Outcome<unknown>>,
  said: string,
): Promise<Outcome<Done>> {
  const outcome = await doing;
  return outcome.ok ? accepted({ to: `/money/charges/${params['id'] ?? ''}`, said }) : outcome;
}
