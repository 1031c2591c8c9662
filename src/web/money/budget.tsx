import { amountWords } from '#agreement';
import { accepted } from '#fhir';
import type { ActionPlans, BudgetTried, BudgetView, Forecast, PoolName, SharesAhead } from '#money/contract';
import { Bridge } from '../charts/bridge.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { Amounts } from './amounts.tsx';
import { minorFrom, nameFrom, pathOf } from './form.ts';
import { Plans } from './plans.tsx';
import { Ahead } from './shares.tsx';
import { MoneyTabs } from './tabs.tsx';

export type BudgetShown = {
  readonly view: BudgetView;
  /** What is done about what is over. */
  readonly plans?: ActionPlans;
  /** Who would carry what at the end of the year, by the chosen method. */
  readonly ahead?: SharesAhead;
  /** What was typed about a plan and not taken. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Lines that were sent and not kept yet, with what they come to. */
  readonly sent?: { readonly text: string; readonly reason: string; readonly tried?: BudgetTried };
};

/** Over or under what was budgeted, what caused it, what the year will come to; and bringing in a budget. */
export const budgetPage: PageDefinition<BudgetShown> = {
  path: '/money/:instrument/:pool/budget',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ view }) => `Budget: ${view.pool.name}`,
  loader: async ({ money, access, params, query, typed }) => {
    const name = nameFrom(params);
    const view = await money.budget(access, name, query.get('method') ?? undefined);
    if (!view.ok) return view;
    const plans = await money.actionPlans(access, name);
    if (!plans.ok) return plans;
    const ahead = await money.sharesAhead(access, name, view.value.method);
    if (!ahead.ok) return ahead;
    const shown = { view: view.value, plans: plans.value, ahead: ahead.value };
    const text = typed?.get('text') ?? '';
    if (text === '') return accepted({ ...shown, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
    const tried = await money.tryBudget(access, name, { text });
    const reason = typed?.get('reason') ?? '';
    return accepted({ ...shown, sent: { text, reason, ...(tried.ok ? { tried: tried.value } : {}) } });
  },
  actions: {
    keep: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const kept = await money.keepBudget(access, name, {
        text: form.get('text') ?? '',
        reason: form.get('reason') ?? '',
      });
      return kept.ok ? accepted({ to: `${pathOf(name)}/budget`, said: 'Kept: this budget counts from now on.' }) : kept;
    },
    'ask-plan': async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const text = (field: string): string => form.get(field) ?? '';
      const [scheme, method, party, role] = [text('scheme'), text('method'), text('party'), text('role')];
      const asked = { scheme, method, party, role, until: text('until'), evidence: text('evidence') };
      const done = await money.askPlan(access, name, asked);
      const said = 'Asked for: it is owed from now on, and stands on their list.';
      return done.ok ? accepted({ to: `${pathOf(name)}/budget?method=${method}`, said }) : done;
    },
    'bring-plan': async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const text = (field: string): string => form.get(field) ?? '';
      const plans = await money.actionPlans(access, name);
      if (!plans.ok) return plans;
      const currency = plans.value.plans.find(({ id }) => id === text('plan'))?.over.currency ?? '';
      const saves = minorFrom(text('saves'), currency);
      if (!saves.ok) return saves;
      const plan = { plan: text('plan'), words: text('words'), minor: saves.value, reference: text('reference') };
      const done = await money.bringPlan(access, name, plan);
      return done.ok
        ? accepted({ to: `${pathOf(name)}/budget`, said: 'Brought: nothing is owed of it any more.' })
        : done;
    },
  },
  Page: ({ view, plans, ahead, typed, sent }) => (
    <>
      <MoneyTabs of={view.pool} at="/budget" act={view.may.act} />
      <div class="page">
        <PageHead title={`Budget: ${view.pool.name}`} under={<Under of={view} />}>
          <Over of={view} />
        </PageHead>
        {sent !== undefined && <Sent of={sent} pool={view.pool} />}
        <div class="halves">
          <Section title="What caused it">
            <Bridge steps={view.causes} caption="From what was budgeted so far to what was spent" />
          </Section>
          <Section title="What the year will come to">
            <Forecasts of={view} />
          </Section>
        </div>
        <Section title="By scheme">
          <Rows of={view} />
        </Section>
        {ahead !== undefined && <Ahead of={ahead} />}
        {plans !== undefined && <Plans of={plans} budget={view} {...(typed ? { typed } : {})} />}
        <Section title="By month">
          <Months of={view} />
        </Section>
        {view.may.keep && <BringIn of={view} sent={sent} />}
      </div>
    </>
  ),
};

function Under({ of }: { readonly of: BudgetView }) {
  return (
    <>
      <When at={of.from} /> to <When at={of.until} />, up to <When at={of.asAt} />. <Words>{of.source.words}</Words>
    </>
  );
}

export function Over({ of }: { readonly of: BudgetView }) {
  if (of.over.minor === 0) return <Tag tone="done">As budgeted</Tag>;
  return of.over.minor > 0 ? (
    <Tag tone="concern">
      <Money of={of.over} /> over
    </Tag>
  ) : (
    <Tag tone="done">{amountWords({ ...of.over, minor: -of.over.minor })} under</Tag>
  );
}

function Forecasts({ of }: { readonly of: BudgetView }) {
  return (
    <ul class="item-list">
      {of.forecasts.map((one) => (
        <li key={one.method} data-row>
          <span class="item-title">
            <Money of={one.amount} />
          </span>
          <span class="item-fact">{overWords(one)}</span>
          <span class="item-words meta">
            {one.words}.{' '}
            {one.method === of.method ? (
              'The schemes below are forecast so.'
            ) : (
              <a href={`${pathOf(of.pool)}/budget?method=${one.method}`}>Forecast the schemes so</a>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function overWords({ over }: Forecast): string {
  if (over.minor === 0) return 'As budgeted';
  return over.minor > 0
    ? `${amountWords(over)} over the year`
    : `${amountWords({ ...over, minor: -over.minor })} under the year`;
}

const COLUMNS = ['Budget so far', 'Spent', 'Over', 'Promised', 'Year', 'Forecast'] as const;

function Rows({ of }: { readonly of: BudgetView }) {
  const rows = of.rows.map((row) => ({
    name: <Words>{capital(row.scheme)}</Words>,
    amounts: [row.soFar, row.spent, row.over, row.promised, row.year, row.forecast],
  }));
  return <Amounts caption="Budget, spending and forecast by scheme" head={['Scheme', ...COLUMNS]} rows={rows} />;
}

export function Months({ of }: { readonly of: Pick<BudgetView, 'months'> }) {
  if (of.months.length === 0) return <Empty title="The year has not begun" />;
  const rows = of.months.map(({ month, budget, spent }) => ({
    name: <When at={month.slice(0, 7)} />,
    amounts: [budget, spent],
  }));
  return <Amounts caption="What was budgeted and spent each month" head={['Month', 'Budget', 'Spent']} rows={rows} />;
}

/** What the lines that were sent would come to, and every line that has to be put right first. */
type SentShown = { readonly of: NonNullable<BudgetShown['sent']>; readonly pool: PoolName };

function Sent({ of: { text, reason, tried }, pool }: SentShown) {
  if (tried === undefined) return null;
  if (tried.faults.length > 0) {
    return (
      <Section title="Not yet: lines to put right" count={tried.faults.length} kind="waits">
        <ul class="item-list">
          {tried.faults.map(({ line, rule, remedy }) => (
            <li key={line} data-row>
              <span class="item-title">Line {line}</span>
              <span class="item-words meta">
                <Words>{rule}</Words> <Words>{remedy}</Words>
              </span>
            </li>
          ))}
        </ul>
      </Section>
    );
  }
  return (
    <Section title="This would be the budget" count={counted(tried.lines, 'line')} kind="waits">
      <Amounts
        caption="What each scheme has now and would have"
        head={['Scheme', 'Now', 'Then']}
        rows={tried.schemes.map(({ scheme, now, next }) => ({
          name: <Words>{capital(scheme)}</Words>,
          amounts: [now, next],
        }))}
      />
      <Post action="keep" to={`${pathOf(pool)}/budget`}>
        <textarea name="text" hidden aria-label="Lines">
          {text}
        </textarea>
        <Field
          label="Why this budget?"
          name="reason"
          id="budget-reason"
          value={reason}
          required
          hint="The other partners read it."
        />
        <p class="actions">
          <Button kind="main">Keep this budget</Button>
        </p>
      </Post>
    </Section>
  );
}

function BringIn({ of, sent }: { readonly of: BudgetView; readonly sent: BudgetShown['sent'] }) {
  return (
    <Section title="Bring in a budget">
      <form method="post" action={`${pathOf(of.pool)}/budget/try`} encType="multipart/form-data" class="form">
        <div class="field">
          <label for="f-budget-file">A spreadsheet (XLSX) or CSV file</label>
          <p class="hint" id="h-budget-file">
            One line a scheme and month, under the words scheme, month, amount and, where it is planned, units. Months
            are written as 2026-04. Nothing is kept before you have seen what it comes to.
          </p>
          <input
            id="f-budget-file"
            name="file"
            type="file"
            accept=".xlsx,.csv,text/csv"
            aria-describedby="h-budget-file"
          />
        </div>
        <Field label="Or the lines themselves" name="text" id="budget-text" lines={6} value={sent?.text ?? ''} />
        <p class="actions">
          <Button>See what it comes to</Button>
        </p>
      </form>
    </Section>
  );
}
