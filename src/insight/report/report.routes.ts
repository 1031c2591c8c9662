import { accepted, type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { MonthlyAnswers, ReportAsked } from './contract.ts';

/** The JSON API of monthly reports: GET /api/monthly-reports, and of one facility and month what stands below. */
export function reportRoutes(answers: MonthlyAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  const path = '/api/monthly-reports/:organization/:month';
  const post = (below: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route => ({
    method: 'POST',
    path: `${path}/${below}`,
    policy,
    body: 'json',
    handle,
  });
  return [
    { method: 'GET', path: '/api/monthly-reports', policy, handle: ({ access }) => answers.overview(access) },
    { method: 'GET', path, policy, handle: ({ access, params }) => answers.report(access, askedIn(params)) },
    {
      method: 'GET',
      path: `${path}/file`,
      policy,
      handle: ({ access, params, query }) =>
        answers.file(access, { ...askedIn(params), format: query.get('format') ?? 'datavalueset' }),
    },
    post('submission', async ({ access, params, body }) => {
      const [hash, name] = [textIn(body, 'hash'), textIn(body, 'name')];
      return hash.ok
        ? answers.submit(access, { ...askedIn(params), hash: hash.value, name: name.ok ? name.value : '' })
        : hash;
    }),
    post('comparison', async ({ access, params, body }) => {
      const text = textIn(body, 'text');
      return text.ok ? answers.compare(access, { ...askedIn(params), text: text.value }) : text;
    }),
  ];
}

function askedIn(params: Call['params']): ReportAsked {
  return { organization: `Organization/${params['organization'] ?? ''}`, month: params['month'] ?? '' };
}

function textIn(body: unknown, name: string): Outcome<string> {
  const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === 'string'
    ? accepted(value)
    : refuse('required', 'insight.report-body', `Send {"${name}": "..."}.`);
}
