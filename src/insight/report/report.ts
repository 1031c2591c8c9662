import type { Access } from '#agreement';
import { type Day, dayIn, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { adxOf, dataValueSetOf, dhisPeriod, type Services } from '#joint';
import { readValues } from '#joint';
import type { Partner } from '../scope.ts';
import { cellsOf, changesOf, hashOf, qualityOf } from './cells.ts';
import { compareReport, leavesOf } from './compare.ts';
import type {
  Facility,
  MonthlyAnswers,
  MonthlyReport,
  ReportAsked,
  ReportCell,
  ReportMonth,
  ReportOverview,
} from './contract.ts';
import { dueOf, monthsUpTo, readMonth, reportsIn, stateOf } from './months.ts';
import { REPORT } from './pack.ts';
import {
  type Completeness,
  completenessOf,
  countMonth,
  keepSent,
  learnedSince,
  type SentRow,
  sentOf,
} from './report.queries.ts';

type Reporting = {
  readonly services: Pick<Services, 'store' | 'now' | 'zone' | 'ports'>;
  readonly partners: () => Promise<readonly Partner[]>;
};

const PACK = `${REPORT.id} ${REPORT.version}`;
const SUBMITTERS: readonly Access['role'][] = ['practice-manager', 'programme-lead'];

/** The monthly report of each facility: made of its visits, with no cell that anybody types. */
export function monthlyOn(services: Reporting['services'], partners: Reporting['partners']): MonthlyAnswers {
  const reporting = { services, partners };
  return {
    overview: (access) => overviewOf(reporting, access),
    report: async (access, asked) => {
      const found = await open(reporting, access, asked);
      return found.ok ? accepted(reportOf(found.value)) : found;
    },
    submit: (access, asked) => submit(reporting, access, asked),
    file: (access, asked) => file(reporting, access, asked),
    compare: (access, asked) => compare(reporting, access, asked),
  };
}

async function overviewOf({ services, partners }: Reporting, access: Access): Promise<Outcome<ReportOverview>> {
  if (access.role === 'person') return staffOnly();
  const { store } = services;
  const today = dayIn(services.zone, services.now());
  const months = monthsUpTo(today);
  const window = { from: months.at(-1) as Day, until: plusMonths(months[0] as Day, 1) };
  const all = await partners();
  const [complete, sent] = await Promise.all([
    completenessOf(store, { keys: all.map(({ key }) => key), ...window, zone: services.zone, dueDay: REPORT.dueDay }),
    sentOf(store, { pack: PACK, ...window }),
  ]);
  const facilities = all
    .filter(({ key }) => complete.some((one) => one.key === key))
    .map(({ key, organization, name }): Facility => {
      const own = months.map((month) => {
        const said = complete.find((one) => one.key === key && one.month === month);
        const rows = sent.filter((one) => one.organization === organization && one.month === month);
        const stands = standing(services, { month, rows, today });
        return { ...stands, ...goodness(said, stands.due < today) };
      });
      return { organization, name, own: key === access.organization, months: own, reports: reportsIn(own, today) };
    })
    .sort((a, b) => Number(b.own) - Number(a.own) || (a.name < b.name ? -1 : 1));
  const { title, source, unverified } = REPORT;
  return accepted({
    title,
    source,
    unverified,
    facilities,
    reports: reportsIn(
      facilities.flatMap((one) => one.months),
      today,
    ),
  });
}

/** Percents, rounded down: what is not whole is not told to be. */
function goodness(said: Completeness | undefined, wasDue: boolean): Pick<ReportMonth, 'complete' | 'byDue'> {
  if (!said || said.visits === 0) return {};
  const share = (part: number) => Math.floor((100 * part) / said.visits);
  return { complete: share(said.complete), ...(wasDue ? { byDue: share(said.byDue) } : {}) };
}

type Standing = { readonly month: Day; readonly rows: readonly SentRow[]; readonly today: Day };

function standing({ zone }: Pick<Services, 'zone'>, { month, rows, today }: Standing): MonthlyReport['month'] {
  const [last, first] = [rows[0], rows.at(-1)];
  return {
    month,
    due: dueOf(month),
    state: stateOf({ month, today, first: first && dayIn(zone, first.at.getTime()) }),
    ...(last ? { submitted: { number: last.number, at: last.at.toISOString() } } : {}),
  };
}

type Opened = {
  readonly partner: Partner;
  readonly access: Access;
  readonly month: MonthlyReport['month'];
  readonly today: Day;
  readonly cells: readonly ReportCell[];
  readonly quality: MonthlyReport['quality'];
  readonly rows: readonly SentRow[];
};

/** The report of one's own facility: figures of few people are told to those who care for them, and to nobody else. */
async function open({ services, partners }: Reporting, access: Access, asked: ReportAsked): Promise<Outcome<Opened>> {
  if (access.role === 'person') return staffOnly();
  const from = readMonth(asked.month);
  const partner = (await partners()).find(({ organization }) => organization === asked.organization);
  const today = dayIn(services.zone, services.now());
  if (!partner || partner.key !== access.organization) return notOwn();
  if (from === undefined || from > today) return noMonth(asked.month);
  const window = { from, until: plusMonths(from, 1) };
  const [counted, rows] = await Promise.all([
    countMonth(services.store, { key: partner.key, ...window }),
    sentOf(services.store, { pack: PACK, ...window, organization: partner.organization }),
  ]);
  return accepted({
    partner,
    access,
    today,
    month: standing(services, { month: from, rows, today }),
    cells: cellsOf(counted),
    quality: qualityOf(counted),
    rows,
  });
}

function reportOf({ partner, access, month, cells, quality, rows }: Opened): MonthlyReport {
  const { title, unverified } = REPORT;
  const complete = Math.min(quality.withSex, quality.withAge, quality.withReason);
  return {
    organization: partner.organization,
    name: partner.name,
    title,
    unverified,
    month: quality.visits === 0 ? month : { ...month, complete: Math.floor((100 * complete) / quality.visits) },
    cells,
    hash: hashOf(cells),
    quality,
    submissions: rows.map(({ number, at, name }) => ({ number, at: at.toISOString(), by: name })),
    changes: rows[0] ? changesOf(rows[0].cells, cells) : [],
    may: { submit: SUBMITTERS.includes(access.role) && month.state !== 'running' },
  };
}

async function submit(
  reporting: Reporting,
  access: Access,
  asked: Parameters<MonthlyAnswers['submit']>[1],
): ReturnType<MonthlyAnswers['submit']> {
  const found = await open(reporting, access, asked);
  if (!found.ok) return found;
  if (!SUBMITTERS.includes(access.role)) return notSubmitter();
  const { cells, rows, month, partner } = found.value;
  if (month.state === 'running') return tooEarly(plusMonths(month.month, 1));
  const hash = hashOf(cells);
  if (asked.hash !== hash) return moved();
  const [last] = rows;
  if (last?.hash === hash) return accepted({ number: last.number, at: last.at.toISOString(), by: last.name });
  const { store, now, ports } = reporting.services;
  const at = new Date(now());
  const number = (last?.number ?? 0) + 1;
  const row = { organization: partner.organization, month: month.month, number, cells, hash, name: asked.name, at };
  if (!(await keepSent(store, { ...row, pack: PACK, principal: access.principal }))) return moved();
  await ports.audit.note(access, { action: 'export', outcome: 'done', query: `${PACK} ${month.month} submitted` });
  return accepted({ number, at: at.toISOString(), by: asked.name });
}

async function file(
  reporting: Reporting,
  access: Access,
  asked: Parameters<MonthlyAnswers['file']>[1],
): ReturnType<MonthlyAnswers['file']> {
  const found = await open(reporting, access, asked);
  if (!found.ok) return found;
  const { rows, month, partner, today } = found.value;
  const [last] = rows;
  if (!last) return notSubmitted();
  const period = { from: month.month, until: plusMonths(month.month, 1) };
  const sent = {
    dataSet: REPORT.dataSet,
    orgUnit: orgUnitOf(partner),
    period,
    completed: dayIn(reporting.services.zone, last.at.getTime()),
    values: leavesOf(last.cells).map(({ dataElement, part, value }) => ({
      dataElement,
      option: part,
      value: String(value),
    })),
  };
  const name = `${REPORT.id}-${orgUnitOf(partner)}-${month.month.slice(0, 7)}`;
  const note = {
    action: 'export',
    outcome: 'done',
    query: `${PACK} ${month.month} ${asked.format.slice(0, 20)} ${today}`,
  } as const;
  await reporting.services.ports.audit.note(access, note);
  if (asked.format === 'adx') {
    const bytes = Buffer.from(adxOf(sent, last.at.toISOString()));
    return accepted({ bytes, type: 'application/xml', name: `${name}.adx.xml` });
  }
  if (asked.format !== 'datavalueset') return noFormat();
  const text = JSON.stringify(dataValueSetOf(sent, dhisPeriod(period) ?? month.month), undefined, 1);
  return accepted({ bytes: Buffer.from(`${text}\n`), type: 'application/json', name: `${name}.json` });
}

async function compare(
  reporting: Reporting,
  access: Access,
  asked: Parameters<MonthlyAnswers['compare']>[1],
): ReturnType<MonthlyAnswers['compare']> {
  const found = await open(reporting, access, asked);
  if (!found.ok) return found;
  const there = readValues(asked.text);
  if (!there.ok) return there;
  const { partner, month, cells, rows } = found.value;
  const period = { from: month.month, until: plusMonths(month.month, 1) };
  const names = [dhisPeriod(period), `${month.month}/P1M`];
  const { period: theirs, orgUnit } = there.value;
  if (theirs !== undefined && !names.includes(theirs)) return other(`the period ${theirs}`, names.join(' or '));
  if (orgUnit !== undefined && orgUnit !== orgUnitOf(partner)) return other(`the place ${orgUnit}`, orgUnitOf(partner));
  const [last] = rows;
  const since = last
    ? await learnedSince(reporting.services.store, { key: partner.key, ...period }, last.at)
    : new Map<number, number>();
  const late = (element: string) => since.get(REPORT.elements.findIndex(({ id }) => id === element) + 1) ?? 0;
  return accepted(compareReport({ now: cells, sent: last?.cells, there: there.value, late }));
}

function orgUnitOf({ organization }: Partner): string {
  return organization.replace('Organization/', '');
}

function staffOnly(): Outcome<never> {
  return refuse('forbidden', 'insight.staff-only', 'Monthly reports are for staff of the facilities that owe them.');
}

function notOwn(): Outcome<never> {
  const text =
    'The figures of a month are shown to staff of the facility itself: they can speak of few people. Others see whether the report is complete and in time.';
  return refuse('forbidden', 'insight.report-own', text);
}

function noMonth(month: string): Outcome<never> {
  const text = `'${month.slice(0, 20)}' is no month that has begun. Write it as 2026-03.`;
  return refuse('value', 'insight.report-month', text);
}

function tooEarly(from: Day): Outcome<never> {
  return refuse(
    'business-rule',
    'insight.report-early',
    `This month is not over: it can be submitted from ${from} on.`,
  );
}

function moved(): Outcome<never> {
  const text =
    'The figures are not those that were shown: something was recorded meanwhile. Look at them again, then submit.';
  return refuse('conflict', 'insight.report-moved', text);
}

function notSubmitter(): Outcome<never> {
  const text = 'Whoever manages the facility, or leads its programme, submits its report. Ask one of them.';
  return refuse('forbidden', 'insight.report-submitter', text);
}

function notSubmitted(): Outcome<never> {
  const text = 'Other systems are sent what was submitted, and this month was not submitted yet. Submit it first.';
  return refuse('business-rule', 'insight.report-not-submitted', text);
}

function noFormat(): Outcome<never> {
  return refuse(
    'not-supported',
    'insight.report-format',
    'A report is sent as adx or as datavalueset. Ask for one of them.',
  );
}

function other(theirs: string, ours: string): Outcome<never> {
  const text = `What was given is about ${theirs}, and this report about ${ours}. Export the same facility and month there.`;
  return refuse('business-rule', 'insight.report-other', text);
}
