import type { Access } from '#agreement';
import { type Day, isDay } from '#base';
import { type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { InsightAnswers } from './contract.ts';
import { exportFigures } from './export/export.ts';
import { WHOLE } from './place.ts';

const LIMIT = 50;

/** The JSON API of the figures. Who is told what is decided by the answers; here: signed in. */
export function routesOf(answers: InsightAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  const get = (path: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route => ({
    method: 'GET',
    path,
    policy,
    handle,
  });
  return [
    get('/api/measures', ({ access, query }) => {
      const question = questionIn(query);
      return 'odd' in question ? noDay(question.odd) : answers.dashboard(access, question);
    }),
    get('/api/figures', ({ access, query }) => fileFor(answers, access, query)),
    get('/api/measures/:id', ({ access, params, query }) => {
      const question = questionIn(query);
      if ('odd' in question) return noDay(question.odd);
      return answers.measure(access, params['id'] ?? '', question.place, question);
    }),
    get('/api/measures/:id/signals', ({ access, params, query }) =>
      answers.signals(access, params['id'] ?? '', placeIn(query)),
    ),
    get('/api/outliers', ({ access, query }) => answers.outliers(access, placeIn(query))),
    get('/api/measures/inspections', ({ access }) => answers.inspections(access)),
    get('/api/sentinels', ({ access }) => answers.sentinels(access)),
    get('/api/sentinels/:id', ({ access, params }) => answers.sentinel(access, params['id'] ?? '')),
    get('/api/signals/:id/people', ({ access, params }) => answers.signalPeople(access, params['id'] ?? '')),
    get('/api/measures/:id/people', ({ access, params, query }) => {
      const after = query.get('after');
      return answers.lacking(access, {
        measure: params['id'] ?? '',
        place: placeIn(query),
        limit: Number(query.get('limit') ?? LIMIT) || LIMIT,
        order: query.get('order') === 'name' ? 'name' : 'next',
        ...(after === null ? {} : { after }),
      });
    }),
    get('/api/measures/:id/restatement', ({ access, params, query }) => {
      const [asAt, from, to] = ['asAt', 'from', 'to'].map((name) => query.get(name) ?? '');
      const odd = [asAt, from, to].find((day) => !isDay(day ?? ''));
      if (odd !== undefined) return noDay(odd);
      const days = { asAt: asAt as Day, from: from as Day, to: to as Day };
      return answers.restatement(access, { measure: params['id'] ?? '', place: placeIn(query), ...days });
    }),
    get('/api/people/:person/checks', ({ access, params }) => answers.checks(access, params['person'] ?? '')),
    get('/api/people/:person/checks/:measure', ({ access, params }) =>
      answers.why(access, params['person'] ?? '', params['measure'] ?? ''),
    ),
    {
      method: 'POST',
      path: '/api/measures/recomputation',
      policy,
      body: 'none',
      handle: ({ access }) => answers.recompute(access),
    },
  ];
}

async function fileFor(answers: InsightAnswers, access: Access, query: URLSearchParams): Promise<Outcome<unknown>> {
  const question = questionIn(query);
  if ('odd' in question) return noDay(question.odd);
  const [measure, period] = [query.get('measure'), query.get('period')];
  return exportFigures(answers, access, {
    ...question,
    ...(measure ? { measure } : {}),
    ...(period ? { period } : {}),
    format: query.get('format') ?? 'csv',
  });
}

type Question = Parameters<InsightAnswers['dashboard']>[1];

/** What is asked for, or the day that is none. */
function questionIn(query: URLSearchParams): Question | { readonly odd: string } {
  const [asAt, reportedOn, pack] = ['asAt', 'reportedOn', 'pack'].map((name) => query.get(name));
  const odd = [asAt, reportedOn].find((day) => day && !isDay(day));
  if (odd) return { odd };
  return {
    place: placeIn(query),
    ...(asAt ? { asAt: asAt as Day } : {}),
    ...(reportedOn ? { reportedOn: reportedOn as Day } : {}),
    ...(pack ? { pack } : {}),
  };
}

function placeIn(query: URLSearchParams): string {
  return query.get('place') ?? WHOLE;
}

async function noDay(text: string): Promise<Outcome<never>> {
  return refuse('value', 'insight.day', `'${text.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
}
