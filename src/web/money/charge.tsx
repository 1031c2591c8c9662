import { accepted, type Outcome } from '#fhir';
import { type ComponentChildren, Fragment } from 'preact';
import type { ChargeDetail, ChargeDispute, ChargeItem } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { CHARGES } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { ChargedFor, ChargeState } from './charges.tsx';

export type ChargeShown = { readonly of: ChargeDetail };

/** One charge, activity by activity: accepted at once but for what is queried, which is answered with a reason. */
export const chargePage: PageDefinition<ChargeShown> = {
  path: '/money/charges/:id',
  policy: { allow: 'roles', roles: CHARGES },
  title: ({ of }) => `Charge for ${of.activity}`,
  loader: async ({ money, access, params, query }) => {
    const found = await money.charge(access, params['id'] ?? '', Number(query.get('after')) || 0);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    accept: ({ money, access, params }) =>
      done(params, money.acceptCharge(access, params['id'] ?? '', {}), 'Accepted: what is not queried is entered.'),
    'accept-queried': ({ money, access, params }) =>
      done(params, money.acceptCharge(access, params['id'] ?? '', { queried: true }), 'Accepted after all.'),
    'accept-ticked': ({ money, access, params }, form) =>
      done(
        params,
        money.acceptCharge(access, params['id'] ?? '', { numbers: ticked(form) }),
        'Accepted and entered: what was ticked.',
      ),
    dispute: ({ money, access, params }, form) =>
      done(
        params,
        money.disputeCharge(access, params['id'] ?? '', form.get('words') ?? ''),
        'The other parties see the dispute now; its first step has begun.',
      ),
    query: ({ money, access, params }, form) =>
      done(
        params,
        money.queryCharge(access, params['id'] ?? '', {
          numbers: ticked(form),
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
            {of.scheme !== undefined && (
              <>
                , booked to <Words>{of.scheme}</Words>
              </>
            )}
          </>
        }
      >
        <a class="button" href="/money/charges">
          All charges
        </a>
      </PageHead>
      <Sums of={of} />
      {of.dispute && <Disputed of={of.dispute} waits={of.waits} />}
      {of.may.dispute && <Dispute />}
      <Section title="Activity by activity" count={of.items}>
        {of.may.accept || of.may.query ? (
          <form method="post" class="form">
            <Items of={of} ticks />
            {of.may.query && (
              <>
                <Field label="Why do you query what is ticked?" name="reason" hint="They read it and answer it." />
                <p class="actions">
                  <Button name="action" value="query">
                    Query what is ticked
                  </Button>
                </p>
              </>
            )}
            {of.may.accept && (
              <p class="actions">
                <Button name="action" value="accept-ticked">
                  Accept what is ticked
                </Button>
              </p>
            )}
          </form>
        ) : (
          <Items of={of} ticks={false} />
        )}
        <Further of={of} />
      </Section>
    </div>
  ),
};

/** Both readings through the books: what the charge would have cost, and what each would have left. */
function Disputed({ of, waits }: { readonly of: ChargeDispute; readonly waits: string | undefined }) {
  return (
    <Section title="In dispute">
      <p>
        <Words>{of.words}</Words>{' '}
        {of.dueBy !== undefined && (
          <>
            By <When at={of.dueBy} />.{' '}
          </>
        )}
        <a href={of.page}>See the dispute</a>
      </p>
      <p>{waits === undefined ? 'What is not queried is paid meanwhile.' : <Words>{waits}.</Words>}</p>
      {of.readings.map((reading) => (
        <Fragment key={reading.whose.organization}>
          <h3>
            If the reading of <Words>{reading.whose.name}</Words> holds
          </h3>
          <dl class="facts">
            <Figure words="The charge costs" of={reading.paid} />
            {reading.left.map(({ organization, name, amount }) => (
              <Figure key={organization} words={<LeftOf name={name} />} of={amount} />
            ))}
          </dl>
        </Fragment>
      ))}
    </Section>
  );
}

function Dispute() {
  return (
    <Section title="You do not agree about what is queried">
      <Post action="dispute">
        <Field
          label="How do you read what was agreed?"
          name="words"
          required
          hint="It goes the way that the agreement names for disputes, with a clock for each step. All its parties read it."
        />
        <p class="actions">
          <Button>Take it to a dispute</Button>
        </p>
      </Post>
    </Section>
  );
}

function Further({ of }: ChargeShown) {
  const at = `/money/charges/${of.id}`;
  if (of.after === 0 && of.next === undefined) return null;
  return (
    <p class="actions">
      {of.after > 0 && (
        <a class="button" href={at}>
          From the first
        </a>
      )}
      {of.next !== undefined && (
        <a class="button" href={`${at}?after=${of.next}`}>
          Further items
        </a>
      )}
    </p>
  );
}

function ticked(form: URLSearchParams): readonly number[] {
  return form.getAll('item').map(Number).filter(Number.isSafeInteger);
}

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
        {of.open > 0 && of.waits === undefined && (
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

function LeftOf({ name }: { readonly name: string }) {
  return (
    <>
      Left of <Words>{name}</Words> in the pool
    </>
  );
}

function Figure({ words, of }: { readonly words: ComponentChildren; readonly of: ChargeDetail['total'] }) {
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
        {of.activity !== undefined && (
          <p class="meta" data-activity={of.activity.reference}>
            <Words>{of.activity.words}</Words>
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
