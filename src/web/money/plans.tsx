import type { ActionPlan, ActionPlans, BudgetView } from '#money/contract';
import { PLAN_ROLES, WHOLE_POOL } from '#money/contract';
import { amountWords, type Role } from '#agreement';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, SEAT_WORDS } from '../parts/words.ts';
import { Money } from './amount.tsx';
import { pathOf } from './form.ts';

type Typed = Readonly<Record<string, string>> | undefined;
export type PlansShown = { readonly of: ActionPlans; readonly budget: BudgetView; readonly typed?: Typed };

/** What is done about what is over: who owes a plan, by when, who is told where none comes, and the plan itself. */
export function Plans({ of, budget, typed }: PlansShown) {
  const over = overLines(budget);
  if (of.plans.length === 0 && (over.length === 0 || !of.may.ask)) return null;
  const owed = of.plans.filter(({ state }) => state === 'owed' || state === 'late').length;
  return (
    <Section title="Action plans" count={owed}>
      {of.plans.length === 0 ? (
        <Empty title="No plan was asked for yet" />
      ) : (
        <ul class="item-list">
          {of.plans.map((plan) => (
            <Plan key={plan.id} of={plan} budget={budget} typed={typed?.['plan'] === plan.id ? typed : undefined} />
          ))}
        </ul>
      )}
      {of.may.ask && over.length > 0 && <Ask of={of} budget={budget} over={over} typed={typed} />}
    </Section>
  );
}

type Over = { readonly scheme: string; readonly words: string };

/** What a plan can be asked for: what is over its budget so far, or forecast to be over the year. */
function overLines(budget: BudgetView): readonly Over[] {
  const year = budget.forecasts.find(({ method }) => method === budget.method)?.over;
  const rows = budget.rows.map(({ scheme, over, forecast, year: planned }) => ({
    scheme,
    over,
    year: { ...forecast, minor: forecast.minor - planned.minor },
  }));
  return [{ scheme: WHOLE_POOL, over: budget.over, year: year ?? { ...budget.over, minor: 0 } }, ...rows]
    .filter((one) => one.over.minor > 0 || one.year.minor > 0)
    .map(({ scheme, over, year: more }) => ({
      scheme,
      words: `${capital(scheme)}: ${[
        ...(over.minor > 0 ? [`${amountWords(over)} over so far`] : []),
        ...(more.minor > 0 ? [`${amountWords(more)} over the year as forecast`] : []),
      ].join(', ')}`,
    }));
}

type PlanShown = { readonly of: ActionPlan; readonly budget: BudgetView; readonly typed: Typed };

function Plan({ of, budget, typed }: PlanShown) {
  const { owner, askedBy, brought } = of;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{capital(of.scheme)}</Words>
      </span>
      <span class="item-fact">
        <PlanTag of={of} />
      </span>
      <span class="item-words meta">
        <How of={of} /> on <When at={of.asOf} />. Owed by <Words>{`${SEAT_WORDS[owner.role]}, ${owner.name}`}</Words>
        {of.due !== undefined && !brought && (
          <>
            , by <When at={of.due} />
          </>
        )}
        . Asked for by <Words>{`${askedBy.by}, ${askedBy.name}`}</Words>, shown by: <Words>{of.evidence}</Words>.{' '}
        {of.next !== undefined && (
          <>
            Told next: <Words>{`${SEAT_WORDS[of.next.role as Role]}, ${of.next.name}`}</Words>, after{' '}
            <When at={of.next.at} />.{' '}
          </>
        )}
        {of.page !== undefined && <a href={of.page}>What is owed</a>}
      </span>
      {brought && (
        <span class="item-words">
          <Words>{brought.words}</Words> It is to save <Money of={brought.saves} /> by <When at={budget.until} />.{' '}
          <span class="meta">
            <Words>{brought.by}</Words>, <When at={brought.at} />
            {brought.reference !== undefined && (
              <>
                : <Words>{brought.reference}</Words>
              </>
            )}
          </span>
        </span>
      )}
      {of.may.bring && <Bring of={of} budget={budget} typed={typed} />}
    </li>
  );
}

/** Only what is over is said: a line can be under its budget so far, and forecast to be over the year. */
function How({ of: { over, year } }: { readonly of: ActionPlan }) {
  return (
    <>
      {over.minor > 0 && (
        <>
          <Money of={over} /> over its budget
        </>
      )}
      {over.minor > 0 && year.minor > 0 && ' and '}
      {year.minor > 0 && (
        <>
          <Money of={year} /> over the year as it was forecast
        </>
      )}
    </>
  );
}

function PlanTag({ of }: { readonly of: ActionPlan }) {
  switch (of.state) {
    case 'brought':
      return <Tag tone="done">plan brought</Tag>;
    case 'late':
      return <Tag tone="concern">plan late</Tag>;
    case 'let-go':
      return <Tag tone="quiet">let go</Tag>;
    case 'owed':
      return <Tag tone="wait">plan owed</Tag>;
  }
}

function Bring({ of, budget, typed }: PlanShown) {
  const id = `plan-${of.id}`;
  return (
    <details open={typed !== undefined}>
      <summary>
        Bring the plan<span class="sr">: {of.scheme}</span>
      </summary>
      <Post action="bring-plan" to={`${pathOf(budget.pool)}/budget`}>
        <input type="hidden" name="plan" value={of.id} />
        <Field
          label="What will be done, by whom and by when?"
          name="words"
          id={`${id}-words`}
          lines={4}
          required
          hint="All partners of the pool read it."
          value={typed?.['words']}
        />
        <Field
          label={`What it is to save by the end of the year, in ${of.over.currency}`}
          name="saves"
          id={`${id}-saves`}
          required
          value={typed?.['saves']}
        />
        <Field
          label="The document, where there is one"
          name="reference"
          id={`${id}-reference`}
          hint={`It is to be shown by: ${of.evidence}`}
          value={typed?.['reference']}
        />
        <p class="actions">
          <Button kind="main">Bring this plan</Button>
        </p>
      </Post>
    </details>
  );
}

type AskShown = PlansShown & { readonly over: readonly Over[] };

function Ask({ of, budget, over, typed }: AskShown) {
  const mine = typed?.['action'] === 'ask-plan' ? typed : undefined;
  return (
    <details open={mine !== undefined}>
      <summary>Ask for an action plan</summary>
      <Post action="ask-plan" to={`${pathOf(budget.pool)}/budget`}>
        <input type="hidden" name="method" value={budget.method} />
        <Choice
          label="For what is over"
          name="scheme"
          id="plan-scheme"
          options={over.map(({ scheme, words }) => ({ value: scheme, words }))}
          value={mine?.['scheme']}
        />
        <Choice
          label="From whom"
          name="party"
          id="plan-party"
          options={of.parties.map(({ organization, name }) => ({ value: organization, words: name }))}
          value={mine?.['party']}
        />
        <Choice
          label="In which role"
          name="role"
          id="plan-role"
          options={PLAN_ROLES.map((role) => ({ value: role, words: SEAT_WORDS[role] }))}
          value={mine?.['role']}
        />
        <Field label="By which day" name="until" id="plan-until" type="date" required value={mine?.['until']} />
        <Field
          label="What shows that the plan is there?"
          name="evidence"
          id="plan-evidence"
          required
          hint="A paper of the programme board, a signed recovery plan: they bring it with the plan."
          value={mine?.['evidence']}
        />
        <p class="actions">
          <Button kind="main">Ask for this plan</Button>
        </p>
      </Post>
    </details>
  );
}
