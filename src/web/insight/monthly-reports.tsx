import { monthWords } from '#agreement';
import { accepted } from '#fhir';
import type { Facility, ReportMonth, ReportOverview, ReportsIn } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type MonthlyReportsShown = { readonly of: ReportOverview };

/** Every facility and month: whether its report is complete, and whether it was in time. */
export const monthlyReportsPage: PageDefinition<MonthlyReportsShown> = {
  path: '/monthly-reports',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Monthly reports',
  loader: async ({ insight, access }) => {
    const found = await insight.monthly.overview(access);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead title="Monthly reports" under="Made of the visits that were recorded: nobody types a figure." />
      <Came of={of.reports} />
      {of.facilities.length === 0 && <Empty title="No facility has recorded a visit in the last months" />}
      {of.facilities.map((one) => (
        <Months key={one.organization} of={one} />
      ))}
      <p class="meta">
        <bdi>
          {of.title}. {of.source} {of.unverified.join(' ')}
        </bdi>
      </p>
    </div>
  ),
};

export const STATES: Readonly<Record<ReportMonth['state'], readonly [Tone, string]>> = {
  running: ['quiet', 'not over'],
  'to-submit': ['wait', 'to submit'],
  late: ['concern', 'late'],
  submitted: ['done', 'in time'],
  'submitted-late': ['quiet', 'submitted late'],
};

/** What was expected and what came: reports first, then the visits they are made of. */
function Came({ of }: { readonly of: ReportsIn }) {
  if (of.due === 0) return null;
  return (
    <p>
      Of <Value strong>{of.due}</Value> {of.due === 1 ? 'report that was due' : 'reports that were due'},{' '}
      <Value strong>{of.submitted}</Value> {of.submitted === 1 ? 'was' : 'were'} submitted (
      <Value>{percent(of.submitted, of.due)}</Value>) and <Value strong>{of.inTime}</Value> in time (
      <Value>{percent(of.inTime, of.due)}</Value>).
      {of.complete !== undefined && of.byDue !== undefined && (
        <>
          {' '}
          In the middle month <Value strong>{of.complete}%</Value> of visits say sex, age and reason, and{' '}
          <Value strong>{of.byDue}%</Value> were recorded by the day the report was due.
        </>
      )}
    </p>
  );
}

function Months({ of: { organization, name, own, months, reports } }: { readonly of: Facility }) {
  return (
    <Section title={name}>
      <Came of={reports} />
      <table class="rows stacked">
        <caption class="sr">Reports of {name}, newest month first</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Report</th>
            <th scope="col">Due</th>
            <th scope="col" class="number">
              Complete
            </th>
            <th scope="col" class="number">
              Recorded by then
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month} data-row>
              <th scope="row">
                {own ? (
                  <a href={monthHref(organization, month.month)}>{monthWords(month.month)}</a>
                ) : (
                  monthWords(month.month)
                )}
              </th>
              <td data-label="Report">
                <Tag tone={STATES[month.state][0]}>{STATES[month.state][1]}</Tag>
                {month.submitted && month.submitted.number > 1 && (
                  <span class="meta"> corrected {month.submitted.number - 1}×</span>
                )}
              </td>
              <td data-label="Due">
                <When at={month.due} />
              </td>
              <td class="number" data-label="Complete">
                {month.complete === undefined ? <span class="meta">no visits</span> : <Value>{month.complete}%</Value>}
              </td>
              <td class="number" data-label="Recorded by then">
                {month.byDue === undefined ? <span class="meta">–</span> : <Value>{month.byDue}%</Value>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function monthHref(organization: string, month: string): string {
  return `/monthly-reports/${encodeURIComponent(organization.replace('Organization/', ''))}/${month.slice(0, 7)}`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)}%`;
}
