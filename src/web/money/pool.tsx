import { amountWords } from '#agreement';
import { accepted } from '#fhir';
import type { BudgetView, PartnerPosition, PoolView, RiskShare, SharesAhead } from '#money/contract';
import { Bridge } from '../charts/bridge.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money, MoneyOrNone } from './amount.tsx';
import { Closings } from './closings.tsx';
import { Entry } from './entry.tsx';
import { nameFrom, pathOf } from './form.ts';
import { entryActions } from './entry-actions.ts';
import { Standing } from './pools.tsx';
import { Amounts } from './amounts.tsx';
import { Over } from './budget.tsx';
import { Ahead, Shares, ShareSteps } from './shares.tsx';
import { MoneyTabs } from './tabs.tsx';

export type PoolShown = {
  readonly view: PoolView;
  readonly past: boolean;
  /** As it is today, where something was budgeted. */
  readonly budget?: BudgetView;
  /** Who would carry what at the end of the year, if it goes on like this. */
  readonly ahead?: SharesAhead;
};

/** One pool: over or under by how much, how it moved and what caused it, whose money is left. */
export const poolPage: PageDefinition<PoolShown> = {
  path: '/money/:instrument/:pool',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ view }) => capital(view.name),
  loader: async ({ money, access, params, query, today }) => {
    const [on, revision] = [query.get('on') ?? '', query.get('revision') ?? ''];
    const view = await money.pool(access, nameFrom(params), {
      ...(on === '' ? {} : { on }),
      ...(revision === '' ? {} : { revision }),
    });
    if (!view.ok) return view;
    const past = view.value.asAt !== today || revision !== '';
    const budget = past || !view.value.pooled ? undefined : await money.budget(access, nameFrom(params));
    const ahead = budget?.ok ? await money.sharesAhead(access, nameFrom(params)) : undefined;
    return accepted({
      view: view.value,
      past,
      ...(budget?.ok ? { budget: budget.value } : {}),
      ...(ahead?.ok ? { ahead: ahead.value } : {}),
    });
  },
  actions: entryActions,
  Page: ({ view, past, budget, ahead }) => (
    <>
      <MoneyTabs of={view} at="" act={view.may.act} />
      <div class="page">
        <PageHead title={capital(view.name)} under={<Under of={view} past={past} />}>
          <Standing of={view} />
        </PageHead>
        {view.waiting.length > 0 && !past && <Waiting of={view} />}
        <div class="halves">
          <Section title="How it moved">
            <Bridge steps={view.bridge} caption={`${view.name}: from what was put in to what is left`} />
          </Section>
          <Section title="Whose money it is">
            <Partners of={view} />
          </Section>
        </div>
        {budget !== undefined && (
          <Section title="Against the budget">
            <p>
              <Over of={budget} /> <a href={`${pathOf(view)}/budget`}>The budget, and what the year will come to</a>
            </p>
            <Bridge steps={budget.causes} caption="From what was budgeted so far to what was spent" />
          </Section>
        )}
        <div class="halves">
          <Section title="By month">
            <Months of={view} />
          </Section>
          <Section title="What it was spent on">
            <Schemes of={view} />
          </Section>
        </div>
        {view.purposes.length > 0 && (
          <Section title="By programme and grant">
            <Purposes of={view} />
          </Section>
        )}
        {view.risk !== undefined && <Risk of={view.risk} />}
        {ahead !== undefined && <Ahead of={ahead} />}
        {view.shares.length > 0 && <Shares of={view.shares} />}
        <Closings of={view} />
        <AsAt of={view} />
      </div>
    </>
  ),
};

function Under({ of, past }: { readonly of: PoolView; readonly past: boolean }) {
  return (
    <>
      {past ? 'As it was on ' : 'On '}
      <When at={of.asAt} />. <Words>{of.title}</Words>. In the bank: {amountWords(of.bank)}.
      {of.late.minor > 0 && ` Late: ${amountWords(of.late)}.`}
    </>
  );
}

function Waiting({ of }: { readonly of: PoolView }) {
  return (
    <Section title="Promised, or waiting to be agreed" count={of.waiting.length}>
      <ul class="item-list">
        {of.waiting.map((entry) => (
          <Entry key={entry.seq} of={entry} at={pathOf(of)} currency={of.currency} />
        ))}
      </ul>
    </Section>
  );
}

/** Who would carry or be given what, step by step, were the period to end as things stand. */
function Risk({ of }: { readonly of: RiskShare }) {
  return (
    <Section title={`If the ${of.settled} ended now`}>
      {of.steps.length === 0 ? (
        <Empty title="Nothing is over and nothing is left: nobody carries anything" />
      ) : (
        <ShareSteps of={of.steps} />
      )}
      <dl class="facts figures sums">
        {of.partners.map(({ organization, name, amount }) => (
          <div class="fact" key={organization}>
            <dt>
              <Words>{name}</Words> {of.over ? 'would pay' : 'would be given'}
            </dt>
            <dd>
              <Money of={amount} strong />
            </dd>
          </div>
        ))}
      </dl>
      <p class="meta">
        <a class="source" href={of.agreement}>
          <Words>{of.because}</Words>
        </a>
      </p>
    </Section>
  );
}

function Partners({ of }: { readonly of: PoolView }) {
  return (
    <table class="rows stacked">
      <caption class="sr">What each partner put in, what of it was spent and what is left</caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col" class="number">
            Put in
          </th>
          <th scope="col" class="number">
            Spent
          </th>
          <th scope="col" class="number">
            Left
          </th>
        </tr>
      </thead>
      <tbody>
        {of.partners.map((partner) => (
          <PartnerRow key={partner.organization} of={partner} pool={of} />
        ))}
        {of.unshared.minor !== 0 && (
          <tr>
            <th scope="row">Spent beyond what there was, not shared yet</th>
            <td class="number" />
            <td class="number" />
            <td class="number" data-words="Left">
              <Money of={of.unshared} />
            </td>
          </tr>
        )}
        <tr>
          <th scope="row">
            The pool
            {of.shared.minor !== 0 && (
              <span class="detail">
                <Money of={of.shared} /> shared
              </span>
            )}
          </th>
          <td class="number" data-words="Put in">
            <Money of={of.due} strong />
          </td>
          <td class="number" data-words="Spent">
            <Money of={of.spent} strong />
          </td>
          <td class="number" data-words="Left">
            <Money of={of.left} strong />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function PartnerRow({ of, pool }: { readonly of: PartnerPosition; readonly pool: PoolView }) {
  const statement = `${pathOf(pool)}/statement?party=${encodeURIComponent(of.organization)}`;
  return (
    <tr data-row>
      <th scope="row">
        <a href={statement}>
          <Words>{of.name}</Words>
        </a>
        {of.late.minor > 0 && (
          <span class="detail">
            <Tag tone="concern">
              <Money of={of.late} /> late
            </Tag>
          </span>
        )}
        {of.shared.minor !== 0 && (
          <span class="detail">
            <Money of={of.shared} /> shared
          </span>
        )}
        {of.inKind.minor !== 0 && (
          <span class="detail">
            <Money of={of.inKind} /> in kind
          </span>
        )}
      </th>
      <td class="number" data-words="Put in">
        <MoneyOrNone of={of.due} />
      </td>
      <td class="number" data-words="Spent">
        <MoneyOrNone of={of.spent} />
      </td>
      <td class="number" data-words="Left">
        <MoneyOrNone of={of.left} />
      </td>
    </tr>
  );
}

export function Months({ of }: { readonly of: Pick<PoolView, 'months'> }) {
  if (of.months.length === 0) return <Empty title="Nothing fell due or was spent yet" />;
  const rows = of.months.map(({ month, due, spent }) => ({
    name: <When at={month.slice(0, 7)} />,
    amounts: [due, spent],
  }));
  return <Amounts caption="What was put in and spent each month" head={['Month', 'Put in', 'Spent']} rows={rows} />;
}

function Schemes({ of }: { readonly of: PoolView }) {
  if (of.schemes.length === 0) return <Empty title="Nothing was spent or promised yet" />;
  const rows = of.schemes.map(({ name, spent, promised }) => ({
    name: <Words>{capital(name)}</Words>,
    amounts: [spent, promised],
  }));
  const caption = 'What was spent and is promised for each scheme';
  return <Amounts caption={caption} head={['Scheme', 'Spent', 'Promised']} rows={rows} />;
}

/** Together they are the pool; what is below nought was paid out of what is for all of it. */
function Purposes({ of }: { readonly of: PoolView }) {
  const rows = of.purposes.map(({ programme, grant, words, due, shared, spent, left }) => {
    const asked = new URLSearchParams({ for: grant || programme });
    const name = <Words>{capital(words)}</Words>;
    return {
      name: programme === '' ? name : <a href={`${pathOf(of)}/statement?${asked}`}>{name}</a>,
      amounts: [due, shared, spent, left],
    };
  });
  const caption = 'What was put in and spent for each programme and grant';
  return <Amounts caption={caption} head={['For', 'Put in', 'Shared', 'Spent', 'Left']} rows={rows} />;
}

/** Any figure again as it was: by the day, and as it was known after an entry. */
function AsAt({ of }: { readonly of: PoolView }) {
  return (
    <Section title="As it was">
      <form method="get" action={pathOf(of)} class="form">
        <Field label="On which day" name="on" type="date" value={of.asAt} />
        <Field
          label="As known after entry"
          name="revision"
          hint="The number that stands on a report. Empty: with all that is known now."
        />
        <p class="actions">
          <Button>Show</Button>
          <a class="button" href={`/api/money/pools/${of.instrument}/${of.pool}/export/csv`}>
            All entries as CSV
          </a>
          <a class="button" href={`/api/money/pools/${of.instrument}/${of.pool}/export/xlsx`}>
            As a spreadsheet
          </a>
          <a class="button" href={`/api/money/pools/${of.instrument}/${of.pool}/export/journal`}>
            As a plain-text journal
          </a>
        </p>
        <p class="meta">
          This page knows all up to entry <Value>{of.revision}</Value>.
        </p>
      </form>
    </Section>
  );
}
