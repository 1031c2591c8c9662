import { monthWords } from '#agreement';
import { accepted } from '#fhir';
import type { Comparison, MonthlyReport, ReportCell, ReportQuality } from '#insight/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { monthHref, STATES } from './monthly-reports.tsx';

export type MonthlyReportShown = {
  readonly of: MonthlyReport;
  readonly typed?: string | undefined;
  readonly compared?: Comparison | undefined;
};

/** One facility's month: the figures, how good they are, what was submitted, and what another system holds. */
export const monthlyReportPage: PageDefinition<MonthlyReportShown> = {
  path: '/monthly-reports/:organization/:month',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `${of.title}, ${monthWords(of.month.month)}`,
  loader: async (context) => {
    const { insight, access, typed } = context;
    const found = await insight.monthly.report(access, askedIn(context));
    if (!found.ok) return found;
    const text = typed?.get('action') === 'compare' ? (typed.get('text') ?? '') : undefined;
    if (text === undefined) return accepted({ of: found.value });
    const compared = await insight.monthly.compare(access, { ...askedIn(context), text });
    return accepted({ of: found.value, typed: text, ...(compared.ok ? { compared: compared.value } : {}) });
  },
  Page: ({ of, typed, compared }) => (
    <div class="page">
      <p class="back">
        <a href="/monthly-reports">Monthly reports</a>
      </p>
      <PageHead
        title={<Words>{of.title}</Words>}
        under={
          <>
            <Words>{of.name}</Words>, {monthWords(of.month.month)}, due <When at={of.month.due} />
          </>
        }
      />
      <Standing of={of} />
      <Cells of={of.cells} />
      <Quality of={of.quality} />
      <Exchange of={of} typed={typed} compared={compared} />
      <p class="meta">
        <bdi>{of.unverified.join(' ')}</bdi>
      </p>
    </div>
  ),
  actions: {
    submit: async (context, form) => {
      const { insight, access, signedIn } = context;
      const asked = { ...askedIn(context), hash: form.get('hash') ?? '', name: signedIn.name };
      const done = await insight.monthly.submit(access, asked);
      if (!done.ok) return done;
      const { organization, month } = askedIn(context);
      return accepted({ to: monthHref(organization, month), said: `Submitted, number ${done.value.number}.` });
    },
    compare: async (context, form) => {
      const asked = { ...askedIn(context), text: form.get('text') ?? '' };
      const done = await context.insight.monthly.compare(context.access, asked);
      return done.ok ? accepted({ to: '', again: true as const }) : done;
    },
  },
};

function askedIn({ params }: LoaderContext) {
  return { organization: `Organization/${params.organization ?? ''}`, month: params.month ?? '' };
}

function Standing({ of }: { readonly of: MonthlyReport }) {
  const { month, changes, submissions, may, hash } = of;
  const [tone, words] = STATES[month.state];
  const [last] = submissions;
  return (
    <Section title="Submission" aside={<Tag tone={tone}>{words}</Tag>}>
      {submissions.length === 0 && <p>Not submitted yet.</p>}
      {submissions.map(({ number, at, by }) => (
        <p key={number}>
          {number === 1 ? 'Submitted' : `Correction ${number - 1}`} <When at={at} time />
          {by !== '' && (
            <>
              {' '}
              by <Words>{by}</Words>
            </>
          )}
        </p>
      ))}
      {last && changes.length === 0 && <p>The figures are those that were submitted.</p>}
      {changes.length > 0 && (
        <>
          <p>
            <Tag tone="concern">{counted(changes.length, 'change')}</Tag> since it was submitted
          </p>
          <ul class="item-list">
            {changes.map((change) => (
              <li key={`${change.words} ${change.part}`} data-row>
                <span class="item-title">
                  <Words>{change.words}</Words> <Value>{change.part}</Value>
                </span>
                <span class="item-fact">
                  <Value>
                    {change.before} → {change.now}
                  </Value>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {may.submit && (!last || changes.length > 0) && (
        <Post action="submit">
          <input type="hidden" name="hash" value={hash} />
          <p class="actions">
            <Button kind="main">{last ? 'Submit a correction' : 'Submit these figures'}</Button>
          </p>
        </Post>
      )}
      {last && (
        <p class="actions">
          <Download of={of} format="datavalueset" words="For DHIS2" />
          <Download of={of} format="adx" words="As ADX" />
        </p>
      )}
    </Section>
  );
}

function Download(props: { readonly of: MonthlyReport; readonly format: string; readonly words: string }) {
  const { organization, month } = props.of;
  const [id, at] = [organization.replace('Organization/', ''), month.month.slice(0, 7)];
  return (
    <a
      class="button"
      href={`/api/monthly-reports/${encodeURIComponent(id)}/${at}/file?format=${props.format}`}
      download
    >
      {props.words}
    </a>
  );
}

function Cells({ of }: { readonly of: readonly ReportCell[] }) {
  const wholes = of.filter(({ part }) => part === '');
  return (
    <Section title="Figures" count={`${of.length} cells, none typed`}>
      <table class="rows stacked">
        <caption class="sr">Figures of the month</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="number">
              Number
            </th>
            <th scope="col">By sex and age</th>
          </tr>
        </thead>
        <tbody>
          {wholes.map((cell) => (
            <tr key={cell.element} data-row>
              <th scope="row">
                <Words>{cell.words}</Words>
              </th>
              <td class="number" data-label="Number">
                <Value strong>{cell.value.toLocaleString('en-GB')}</Value>
              </td>
              <td data-label="By sex and age">
                <Parts
                  of={of.filter(({ element, part, value }) => element === cell.element && part !== '' && value > 0)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Parts({ of }: { readonly of: readonly ReportCell[] }) {
  if (of.length === 0) return <span class="meta">–</span>;
  return <Value>{of.map(({ part, value }) => `${part}: ${value}`).join('; ')}</Value>;
}

function Quality({ of }: { readonly of: ReportQuality }) {
  const share = (part: number) => (of.visits === 0 ? '–' : `${Math.floor((100 * part) / of.visits)}%`);
  return (
    <Section title="How complete the visits are" count={counted(of.visits, 'visit')}>
      <dl class="facts">
        <Fact name="Sex recorded">
          <Value>{share(of.withSex)}</Value>
        </Fact>
        <Fact name="Age recorded">
          <Value>{share(of.withAge)}</Value>
        </Fact>
        <Fact name="Reason coded">
          <Value>{share(of.withReason)}</Value>
        </Fact>
      </dl>
      {of.odd.length === 0 ? (
        <Empty title="No value that should be read again" />
      ) : (
        <ul class="item-list">
          {of.odd.map(({ words, likely, count }) => (
            <li key={words} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">
                <Tag tone="wait">{counted(count, 'value')} to read again</Tag>
              </span>
              <span class="item-words meta">
                Likely: <Value>{likely}</Value>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Exchange({ of, typed, compared }: MonthlyReportShown) {
  return (
    <Section title="What another system holds">
      <p class="item-words meta">
        Export this facility and month there (a DHIS2 dataValueSet, or ADX) and paste it. Nothing is changed here or
        there.
      </p>
      <Post action="compare">
        <Field label="What was exported" name="text" lines={4} required value={typed ?? ''} />
        <p class="actions">
          <Button>Compare</Button>
        </p>
      </Post>
      {compared && (
        <>
          <p role="status">
            <Value strong>{compared.same}</Value> figures are the same,{' '}
            <Value strong>{compared.differences.length}</Value> are not.
          </p>
          <ul class="item-list">
            {compared.differences.map((one) => (
              <li key={`${one.words} ${one.part}`} data-row>
                <span class="item-title">
                  <Words>{one.words}</Words> <Value>{one.part}</Value>
                </span>
                <span class="item-fact">
                  <Value>
                    here {one.here ?? 'none'}, there {one.there ?? 'none'}
                  </Value>
                </span>
                <span class="item-words meta">
                  <Words>{one.because}</Words>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {of.month.state === 'running' && (
        <p class="meta">The month is not over: what is held there can be no more than a part.</p>
      )}
    </Section>
  );
}
