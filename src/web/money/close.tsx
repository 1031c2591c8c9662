import { accepted } from '#fhir';
import { CLOSE_STEPS, type CloseCalendar, type CloseMonth, type CloseStep, type CloseStepName } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { showMonth } from '../parts/dates.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { KeptAccruals } from './accruals.tsx';
import { nameFrom, pathOf } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type CloseShown = { readonly of: CloseCalendar };

const STEPS: Readonly<Record<CloseStepName, string>> = {
  charges: 'Charges asked for',
  accruals: 'Owed and not entered: kept',
  closed: 'The month closed',
  balances: 'Balances agreed',
};
const STATES: Readonly<Record<CloseStep['state'], readonly [Tone, string]>> = {
  done: ['done', 'Done'],
  late: ['danger', 'Late'],
  due: ['wait', 'To be done'],
  'to-come': ['quiet', 'To come'],
};

/** By which working day each step of the close of a month is done, by whom, and what is done and late. */
export const closePage: PageDefinition<CloseShown> = {
  path: '/money/:instrument/:pool/close',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Month end: ${of.pool.name}`,
  loader: async ({ money, access, params }) => {
    const found = await money.closeCalendar(access, nameFrom(params));
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    accruals: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const [month, hash] = [form.get('month') ?? '', form.get('hash') ?? ''];
      const done = await money.keepAccruals(access, name, { month, hash });
      return done.ok ? accepted({ to: `${pathOf(name)}/close`, said: 'Kept as it was shown.' }) : done;
    },
    days: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const days = Object.fromEntries(
        CLOSE_STEPS.map((step) => [step, Number(form.get(step) || Number.NaN)]),
      ) as Record<CloseStepName, number>;
      const [from, reason] = [form.get('from') ?? '', form.get('reason') ?? ''];
      const done = await money.changeCloseDays(access, name, { ...days, from, reason });
      return done.ok ? accepted({ to: `${pathOf(name)}/close`, said: 'These days count from that month on.' }) : done;
    },
  },
  Page: ({ of }) => (
    <>
      <MoneyTabs of={of.pool} at="/close" act={of.may.act} />
      <div class="page">
        <PageHead title={`Month end: ${of.pool.name}`} under={<Words>{of.pool.title}</Words>}>
          <Standing of={of} />
        </PageHead>
        {of.months.length === 0 && (
          <Empty title="No month of this agreement is to be closed">
            <p>Its days are closed by whoever keeps the books.</p>
          </Empty>
        )}
        {of.months.map((month) => (
          <Month key={month.month} of={month} at={pathOf(of.pool)} />
        ))}
        {of.accruals !== undefined && <KeptAccruals of={of.accruals} keep={of.may.keep} />}
        <Days of={of} />
      </div>
    </>
  ),
};

function Standing({ of }: CloseShown) {
  const late = of.months.flatMap(({ steps }) => steps).filter(({ state }) => state === 'late').length;
  if (late > 0) return <Tag tone="danger">{late === 1 ? 'One step is late' : `${late} steps are late`}</Tag>;
  return of.pool.closed === undefined ? (
    <Tag tone="quiet">Nothing is closed yet</Tag>
  ) : (
    <Tag tone="done">
      Closed up to <When at={of.pool.closed} />
    </Tag>
  );
}

function Month({ of, at }: { readonly of: CloseMonth; readonly at: string }) {
  const words = showMonth(new Date(`${of.month}-01`));
  return (
    <Section title={words} aside={<StepsDone of={of} />}>
      <table class="rows tight stacked">
        <caption class="sr">The steps of the close of {words}</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">By</th>
            <th scope="col">Whom</th>
            <th scope="col">Stands</th>
          </tr>
        </thead>
        <tbody>
          {of.steps.map((step) => (
            <Step key={`${step.step} ${step.partner.organization}`} of={step} until={of.until} at={at} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function StepsDone({ of: { steps } }: { readonly of: CloseMonth }) {
  return (
    <>
      {steps.filter(({ state }) => state === 'done').length} of {steps.length} done
    </>
  );
}

type StepShown = { readonly of: CloseStep; readonly until: string; readonly at: string };

function Step({ of, until, at }: StepShown) {
  const [tone, words] = STATES[of.state];
  return (
    <tr data-row>
      <th scope="row">
        <a href={whereDone(of, { until, at })}>{STEPS[of.step]}</a>
      </th>
      <td data-words="By">
        <When at={of.due} />
      </td>
      <td data-words="Whom">
        <Words>{of.partner.name}</Words>
      </td>
      <td data-words="Stands">
        <Tag tone={tone}>{words}</Tag>{' '}
        {of.at !== undefined && (
          <span class="detail meta">
            <When at={of.at} />
            {of.by !== undefined && (
              <>
                {' '}
                by <Words>{of.by}</Words>
              </>
            )}
          </span>
        )}
        {of.missing !== undefined && of.state !== 'to-come' && (
          <span class="detail meta">
            Not agreed yet by <Words>{of.missing.join(' and ')}</Words>
          </span>
        )}
      </td>
    </tr>
  );
}

/** The page on which a step is done. */
function whereDone({ step, partner }: CloseStep, { until, at }: Pick<StepShown, 'until' | 'at'>): string {
  const asked = new URLSearchParams({ party: partner.organization, until });
  const pages: Readonly<Record<CloseStepName, string>> = {
    charges: '/money/charges',
    accruals: '#s-owed-and-not-entered',
    closed: `${at}#s-closed-periods`,
    balances: `${at}/statement?${asked}`,
  };
  return pages[step];
}

/** On which working days, since when and why; and laying down others. */
function Days({ of }: CloseShown) {
  return (
    <Section title="Working days of the close" aside="Counted from the first working day after the month">
      <dl class="facts figures">
        {CLOSE_STEPS.map((step) => (
          <div class="fact" key={step}>
            <dt>{STEPS[step]}</dt>
            <dd>
              Working day <Value strong>{of.days[step]}</Value>
              {of.days[step] !== of.usual[step] && ' '}
              {of.days[step] !== of.usual[step] && <span class="detail meta">usually {of.usual[step]}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {of.changes.length > 0 && (
        <ul class="item-list">
          {of.changes.map((one) => (
            <li key={one.at} data-row>
              <span class="item-title">
                From {showMonth(new Date(`${one.from}-01`))}: working days{' '}
                <Value>{CLOSE_STEPS.map((step) => one[step]).join(', ')}</Value>
              </span>
              <span class="item-words meta">
                <When at={one.at} /> by <Words>{one.by}</Words>: <Words>{one.reason}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.may.keep && of.months[0] !== undefined && <Lay of={of} month={of.months[0].month} />}
    </Section>
  );
}

function Lay({ of, month }: CloseShown & { readonly month: string }) {
  return (
    <details class="past">
      <summary>Lay down other days</summary>
      <Post action="days">
        {CLOSE_STEPS.map((step) => (
          <Field key={step} label={STEPS[step]} name={step} value={String(of.days[step])} required />
        ))}
        <Field label="From which month" name="from" value={month} hint="Such as 2026-10." required />
        <Field label="Why?" name="reason" hint="The other partners read it." required />
        <p class="actions">
          <Button kind="main">Lay down these days</Button>
        </p>
      </Post>
    </details>
  );
}
