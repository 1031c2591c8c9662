import type { Outcome } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { KeptAnswers, SubscriptionWish, ViewWish } from './contract.ts';

/** GET and POST /api/views, POST /api/views/:id/end, POST /api/subscriptions, POST /api/subscriptions/:id/end, GET /api/news, POST /api/news/:id/seen. */
export function keptRoutes(answers: KeptAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle'], body: 'json' | 'none' = 'none'): Route => ({
    method: 'POST',
    path,
    policy,
    body,
    handle,
  });
  return [
    get('/api/views', ({ access }) => answers.kept(access)),
    post('/api/views', (call) => answers.keepView(call.access, viewIn(call)), 'json'),
    post('/api/views/:id/end', ({ access, params }) => answers.endView(access, params['id'] ?? '')),
    post('/api/subscriptions', (call) => answers.subscribe(call.access, wishIn(call)), 'json'),
    post('/api/subscriptions/:id/end', ({ access, params }) => answers.unsubscribe(access, params['id'] ?? '')),
    get(
      '/api/news',
      async ({ access }): Promise<Outcome<unknown>> => ({ ok: true, value: await answers.news(access) }),
    ),
    post('/api/news/:id/seen', ({ access, params }) => answers.seen(access, params['id'] ?? '')),
  ];
}

function textsIn({ body }: Call): (name: string) => string {
  const read = (body ?? {}) as Readonly<Record<string, unknown>>;
  return (name) => (typeof read[name] === 'string' ? read[name] : '');
}

function viewIn(call: Call): ViewWish {
  const text = textsIn(call);
  const { shared } = (call.body ?? {}) as { readonly shared?: unknown };
  return {
    name: text('name'),
    shared: shared === true,
    place: text('place'),
    pack: text('pack'),
    measure: text('measure'),
    dimension: text('dimension'),
    asAt: text('asAt'),
  };
}

function wishIn(call: Call): SubscriptionWish {
  const text = textsIn(call);
  const { monthly } = (call.body ?? {}) as { readonly monthly?: unknown };
  return { place: text('place'), pack: text('pack'), measure: text('measure'), monthly: monthly === true };
}
