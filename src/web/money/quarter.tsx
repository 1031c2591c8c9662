import { amountWords } from '#agreement';
import { accepted } from '#fhir';
import type { FigureGroup, PoolName, QuarterFigure, QuarterReturn, QuarterTrace, ReturnSpan } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { Entry } from './entry.tsx';
import { nameFrom, pathOf } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type QuarterShown = { readonly of: QuarterReturn };

/** Income and expenditure of a pool in one quarter or year: no figure is typed, each leads to what it was added up from. */
export const quarterPage: PageDefinition<QuarterShown> = {
  path: '/money/:instrument/:pool/return',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Return: ${of.pool.name}`,
  loader: async ({ money, access, params, query }) => {
    const [span, from, figure] = [query.get('span') ?? '', query.get('from') ?? '', query.get('figure') ?? ''];
    const found = await money.quarter(access, nameFrom(params), { span, from, figure });
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    submit: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const [from, hash, reason] = [form.get('from') ?? '', form.get('hash') ?? '', form.get('reason') ?? ''];
      const span = form.get('span') === 'year' ? 'year' : 'quarter';
      const done = await money.submitQuarter(access, name, { span, from, hash, reason });
      const said = 'Submitted: these figures stay as they are. What comes later is shown beside them.';
      return done.ok ? accepted({ to: placeOf(name, { span, from }), said }) : done;
    },
  },
  Page: ({ of }) => (
    <>
      <MoneyTabs of={of.pool} at="/return" act={of.may.act} />
      <div class="page">
        <PageHead
          title={`${of.span === 'year' ? 'Return of the year' : 'Return'}: ${of.pool.name}`}
          under={
            <>
              <When at={of.from} /> to <When at={of.until} />, with all that is known up to entry{' '}
              <Value>{of.revision}</Value>.
            </>
          }
        >
          <State of={of} />
        </PageHead>
        {of.trace !== undefined && <Trace of={of} trace={of.trace} />}
        <div class="halves">
          <Section title="Income and expenditure">
            {SHOWN.map((group) => (
              <Figures key={group} of={of} group={group} />
            ))}
          </Section>
          <Section title={`Owed for this ${of.span}, and not entered yet`}>
            <Figures of={of} group="accrued" none={`Everything that was charged for this ${of.span} is entered`} />
          </Section>
        </div>
        {of.span === 'quarter' && (
          <Section title="What the year will come to">
            <Figures of={of} group="year" none="Nothing is known of the year yet" />
            <p>
              <a href={`${pathOf(of.pool)}/budget`}>The budget, and how it is forecast</a>
            </p>
          </Section>
        )}
        {of.may.submit && <Submit of={of} />}
        <Submissions of={of} />
        <Spans of={of} span="quarter" title="Quarters" days={of.quarters} />
        <Spans of={of} span="year" title="Years" days={of.years} />
      </div>
    </>
  ),
};

type SpansOf = QuarterShown & {
  readonly span: ReturnSpan;
  readonly title: string;
  readonly days: QuarterReturn['years'];
};

function Spans({ of, span, title, days }: SpansOf) {
  return (
    <Section title={title}>
      <ul class="item-list">
        {days.map(({ from, until }) => (
          <li key={from} data-row>
            <a class="item-title" href={placeOf(of.pool, { span, from })}>
              <When at={from} /> to <When at={until} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Place = { readonly span: ReturnSpan; readonly from: string; readonly figure?: string };

/** The page of one return, or of what one of its figures was added up from. */
function placeOf(name: PoolName, { span, from, figure }: Place): string {
  const asked = new URLSearchParams({
    ...(span === 'year' ? { span } : {}),
    from,
    ...(figure === undefined ? {} : { figure }),
  });
  return `${pathOf(name)}/return?${asked}`;
}

const SHOWN: readonly FigureGroup[] = ['opening', 'income', 'shared', 'spent', 'closing'];
const TITLES: Readonly<Partial<Record<FigureGroup, string>>> = {
  income: 'Put in by ',
  shared: 'Shared with ',
  spent: 'Spent on ',
};

function State({ of }: QuarterShown) {
  if (of.submissions.length === 0)
    return of.ended ? <Tag tone="wait">to be submitted</Tag> : <Tag tone="quiet">still running</Tag>;
  const changed = of.figures.some(({ submitted, group }) => submitted !== undefined && group !== 'year');
  return changed ? <Tag tone="wait">changed since it was submitted</Tag> : <Tag tone="done">submitted</Tag>;
}

type FiguresOf = QuarterShown & { readonly group: FigureGroup; readonly none?: string };

function Figures({ of, group, none }: FiguresOf) {
  const figures = of.figures.filter((one) => one.group === group);
  if (figures.length === 0) return none === undefined ? null : <Empty title={none} />;
  return (
    <ul class="item-list">
      {figures.map((one) => (
        <li key={one.id} data-row data-figure={one.id}>
          <span class="item-title">
            <Words>{TITLES[group] === undefined ? capital(one.words) : `${TITLES[group]}${one.words}`}</Words>
          </span>
          <span class="item-fact">
            <Figure of={of} figure={one} />
          </span>
          {one.submitted !== undefined && (
            <span class="item-words meta">Submitted as {amountWords(one.submitted)}.</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Figure({ of, figure }: QuarterShown & { readonly figure: QuarterFigure }) {
  // The year is not added up from entries: its page shows each month of the budget, and how the rest is forecast.
  if (figure.group === 'year')
    return (
      <a href={`${pathOf(of.pool)}/budget`} aria-label={`${amountWords(figure.amount)}: the budget and its forecast`}>
        <Money of={figure.amount} />
      </a>
    );
  const to = placeOf(of.pool, { span: of.span, from: of.from, figure: figure.id });
  return (
    <a href={to} aria-label={`${amountWords(figure.amount)}: where it comes from`}>
      <Money of={figure.amount} strong={figure.group === 'opening' || figure.group === 'closing'} />
    </a>
  );
}

function Trace({ of, trace }: QuarterShown & { readonly trace: QuarterTrace }) {
  return (
    <Section
      title={`Where it comes from: ${trace.words}, ${amountWords(trace.amount)}`}
      count={trace.entries.length + trace.charges.length}
      kind="waits"
    >
      <ul class="item-list">
        {trace.entries.map((entry) => (
          <Entry key={entry.seq} of={entry} at={`${pathOf(of.pool)}/ledger`} currency={of.pool.currency} />
        ))}
        {trace.charges.map(({ id, words, amount }) => (
          <li key={id} data-row>
            <a class="item-title" href={`/money/charges/${id}`}>
              <Words>{words}</Words>
            </a>
            <span class="item-fact">
              <Money of={amount} />
            </span>
          </li>
        ))}
      </ul>
      {trace.more && (
        <p class="meta">
          More than is listed here. <a href={`${pathOf(of.pool)}/ledger`}>All entries</a>
        </p>
      )}
    </Section>
  );
}

function Submit({ of }: QuarterShown) {
  const again = of.submissions.length > 0;
  return (
    <Section title={again ? 'Submit it again' : 'Submit this return'}>
      <Post action="submit">
        <input type="hidden" name="span" value={of.span} />
        <input type="hidden" name="from" value={of.from} />
        <input type="hidden" name="hash" value={of.hash} />
        {again && (
          <Field
            label="What changed, and why?"
            name="reason"
            id="return-reason"
            required
            hint="The partners read it."
          />
        )}
        <p class="actions">
          <Button kind="main">Submit these figures</Button>
        </p>
      </Post>
    </Section>
  );
}

function Submissions({ of }: QuarterShown) {
  if (of.submissions.length === 0) return null;
  return (
    <Section title="Submitted" count={of.submissions.length}>
      <ul class="item-list">
        {of.submissions.map(({ number, at, by, reason }) => (
          <li key={number} data-row>
            <span class="item-title">{number === 1 ? 'The return' : `Correction ${number - 1}`}</span>
            <span class="item-words meta">
              <When at={at} time /> by <Words>{by}</Words>
              {reason !== undefined && (
                <>
                  : <Words>{reason}</Words>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
