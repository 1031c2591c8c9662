import { roleOfOne } from '#agreement';
import { accepted } from '#fhir';
import type { Earnings, Incentive, IncentiveClaim, Incentives } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { showMonth } from '../parts/dates.ts';
import { Button } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY, STAFF } from '../shell/places.ts';
import { Money } from './amount.tsx';

const PATH = '/money/incentives';

export type IncentivesShown = { readonly of: Incentives; readonly charges: boolean };

const UNDER: Readonly<Record<Incentives['seen'], string>> = {
  own: 'What you did since the beginning of last month: what is earned, what waits, and why.',
  staff:
    'What your staff did since the beginning of last month: earned once it is shown, paid to your organisation for them.',
  paid: 'What your organisation pays for the workers of others since the beginning of last month. Their names stay with their employer.',
};

/** Incentives to workers for what is shown to be done: earned, waiting, refused. */
export const incentivesPage: PageDefinition<IncentivesShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Pay for what was done',
  loader: async ({ money, access }) => {
    const found = await money.incentive.incentives(access);
    return found.ok ? accepted({ of: found.value, charges: MONEY.includes(access.role) }) : found;
  },
  actions: {
    attest: async ({ money, access }, form) => {
      const done = await money.incentive.attest(access, form.getAll('claim'));
      return done.ok ? accepted({ to: PATH, said: `Attested: ${counted(done.value, 'item')}.` }) : done;
    },
  },
  Page: ({ of, charges }) => (
    <div class="page">
      <PageHead title="Pay for what was done" under={UNDER[of.seen]}>
        {charges && (
          <a class="button" href="/money/charges">
            All charges
          </a>
        )}
      </PageHead>
      {of.incentives.length === 0 ? (
        <Section title="Nothing yet">
          <Empty title="No agreement of your organisation pays workers for what they do">
            <p>It begins when partners sign an agreement that pays a role for something, and says what shows it.</p>
          </Empty>
        </Section>
      ) : (
        of.incentives.map((one) => <One key={one.key} of={one} seen={of.seen} />)
      )}
    </div>
  ),
};

function One({ of, seen }: { readonly of: Incentive; readonly seen: Incentives['seen'] }) {
  const { payer, payee, agreement, role } = of;
  return (
    <Section title={capital(of.activity.replaceAll('-', ' '))}>
      <p class="meta">
        <Words>{payer.name}</Words> pays <Words>{payee.name}</Words>{' '}
        {of.shared === 'team' ? `for its team (${roleOfOne(role)})` : `for the ${roleOfOne(role)} who did it`}:{' '}
        {of.prices.map(({ words, price }, at) => (
          <span key={words}>
            {at > 0 && ', '}
            <Money of={price} /> for each <Words>{words}</Words>
          </span>
        ))}
        . It is earned once <Words>{of.shownBy}</Words>. <Words>{agreement.title}</Words>, paragraph{' '}
        <Words>{agreement.paragraph}</Words>.
      </p>
      {of.months.length === 0 && <p>Nothing was recorded in these months.</p>}
      {of.months.map((one) => (
        <Month key={one.month} of={one} />
      ))}
      {seen === 'staff' && of.workers.length > 0 && <Workers of={of} />}
      <Waiting of={of} />
      {of.refused.length > 0 && (
        <>
          <h3>Not paid</h3>
          <List of={of.refused} ticks={false} tag="Not paid" />
        </>
      )}
    </Section>
  );
}

function Month({ of }: { readonly of: Earnings }) {
  return (
    <>
      <h3>
        <Value>{showMonth(new Date(`${of.month}-01`))}</Value>: <Value>{of.count}</Value> shown,{' '}
        <Value>{of.waits}</Value> waiting
      </h3>
      <dl class="facts figures sums">
        <div class="fact">
          <dt>Earned</dt>
          <dd>
            <Money of={of.earned} strong />
          </dd>
        </div>
        <div class="fact">
          <dt>Asked for</dt>
          <dd>
            <Money of={of.charged} />
          </dd>
        </div>
        <div class="fact">
          <dt>Entered</dt>
          <dd>
            <Money of={of.entered} />
          </dd>
        </div>
      </dl>
    </>
  );
}

function Workers({ of }: { readonly of: Incentive }) {
  return (
    <>
      <h3>Who did it</h3>
      <ul class="item-list">
        {of.workers.map((one) => (
          <li key={one.name}>
            <span class="item-title">
              <Words>{one.name}</Words>
            </span>
            <span class="item-fact">
              <Money of={one.earned} />
            </span>
            <span class="item-words meta">
              <Value>{one.count}</Value> shown, <Value>{one.waits}</Value> waiting.
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Waiting({ of }: { readonly of: Incentive }) {
  if (of.waiting.length === 0) return null;
  return (
    <>
      <h3>Waiting</h3>
      {of.may.attest ? (
        <form method="post" class="form">
          <List of={of.waiting} ticks tag="Waits" />
          <p class="actions">
            <Button kind="main" name="action" value="attest">
              What is ticked was done
            </Button>
          </p>
        </form>
      ) : (
        <List of={of.waiting} ticks={false} tag="Waits" />
      )}
    </>
  );
}

type Listed = {
  readonly of: readonly IncentiveClaim[];
  readonly ticks: boolean;
  readonly tag: string;
};

function List({ of, ticks, tag }: Listed) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <span class="item-title">
            {ticks ? (
              <label class="tick">
                <input type="checkbox" name="claim" value={one.id} />
                <Title of={one} />
              </label>
            ) : (
              <Title of={one} />
            )}
          </span>
          <span class="item-fact">
            <Tag tone={tag === 'Waits' ? 'wait' : 'concern'}>{tag}</Tag>
          </span>
          <span class="item-words meta">
            {one.workers.length > 0 && (
              <>
                Done by <Words>{one.workers.join(', ')}</Words>.{' '}
              </>
            )}
            <Words>{one.why ?? ''}</Words>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Title({ of }: { readonly of: IncentiveClaim }) {
  return (
    <span>
      <Words>{capital(of.words)}</Words>, <When at={of.day} />: <Money of={of.amount} />
    </span>
  );
}
