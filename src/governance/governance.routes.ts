import type { Instrument, Purpose, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { GovernanceAnswers, SchemeRule } from './contract.ts';
import type { NewPartnership } from './enroll.ts';
import type { Enroll } from './governance.ts';

/** The JSON API of what was agreed. Who may do what is decided by the answers, which see seat and instrument; here: signed in. */
export function routesOf(answers: GovernanceAnswers & { readonly enroll: Enroll }): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  const get = (path: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route => ({
    method: 'GET',
    path,
    policy,
    handle,
  });
  const post = (path: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/partnership', async ({ access }) => ({ ok: true, value: await answers.partnership(access) })),
    post('/api/partnership', ({ access, body }) => {
      const { name, partners } = members(body);
      return typeof name === 'string' && Array.isArray(partners)
        ? answers.enroll(access, { name, partners } as NewPartnership)
        : bodyNeeds('name and partners');
    }),
    get('/api/instruments', async ({ access }) => ({ ok: true, value: await answers.instruments(access) })),
    post('/api/instruments', ({ access, body }) => answers.propose(access, body as Instrument)),
    get('/api/instruments/:id', ({ access, params }) => answers.instrument(access, params['id'] ?? '')),
    get('/api/instruments/:id/versions/:version', ({ access, params }) =>
      answers.instrument(access, params['id'] ?? '', Number(params['version'])),
    ),
    get('/api/instruments/:id/versions/:version/simulation', ({ access, params }) =>
      answers.simulate(access, params['id'] ?? '', Number(params['version'])),
    ),
    post('/api/instruments/:id/versions/:version/signatures', ({ access, params, body }) => {
      const { textHash } = members(body);
      return typeof textHash === 'string'
        ? answers.sign(access, params['id'] ?? '', Number(params['version']), textHash)
        : bodyNeeds('textHash, of the text you were shown');
    }),
    ...withReason(post, answers),
    get('/api/instruments/:id/difference', ({ access, params, query }) =>
      answers.difference(access, params['id'] ?? '', Number(query.get('from')), Number(query.get('to'))),
    ),
    ...daysRoutes(get, answers),
    ...schemeRoutes({ get, post }, answers),
    post('/api/explain', (call) => explained(answers, call)),
  ];
}

function explained(answers: GovernanceAnswers, { access, body }: Call): Promise<Outcome<unknown>> {
  const { viewer, reference, on } = members(body);
  const { organization, role, purpose, proxy } = members(viewer);
  return typeof reference === 'string' && [organization, role, purpose].every((one) => typeof one === 'string')
    ? answers.explain(access, {
        reference,
        ...(typeof on === 'string' ? { on } : {}),
        viewer: {
          organization: textOf(organization),
          role: role as Role,
          purpose: purpose as Purpose,
          ...(typeof proxy === 'string' ? { proxy } : {}),
        },
      })
    : bodyNeeds('reference and viewer { organization, role, purpose }');
}

/** What is asked of any day. */
function daysRoutes(get: Post, answers: GovernanceAnswers): readonly Route[] {
  return [
    get('/api/explain/seat', async ({ access }) => accepted(await answers.seat(access))),
    get('/api/decides', ({ access, query }) => {
      const on = query.get('on');
      return answers.decides(access, { topic: query.get('topic') ?? '', ...(on === null ? {} : { on }) });
    }),
    get('/api/overlap', ({ access, query }) => {
      const on = query.get('on');
      return answers.overlap(access, { organization: query.get('organization') ?? '', ...(on === null ? {} : { on }) });
    }),
  ];
}

type Ways = { readonly get: Post; readonly post: Post };

function schemeRoutes({ get, post }: Ways, answers: GovernanceAnswers): readonly Route[] {
  return [
    get('/api/scheme', ({ access }) => answers.scheme(access)),
    post('/api/scheme', ({ access, body }) => {
      const { rules } = members(body);
      return Array.isArray(rules) ? answers.setScheme(access, rules as readonly SchemeRule[]) : bodyNeeds('rules');
    }),
  ];
}

type Post = (path: string, handle: (call: Call) => Promise<Outcome<unknown>>) => Route;

/** Acts of one organisation that the others are told the reason of. */
function withReason(post: Post, { suspend, resume, leave, stay }: GovernanceAnswers): readonly Route[] {
  const acts = { suspension: suspend, resumption: resume, notice: leave, 'notice-withdrawal': stay };
  return Object.entries(acts).map(([name, act]) =>
    post(`/api/instruments/:id/${name}`, ({ access, params, body }) =>
      act(access, params['id'] ?? '', textOf(members(body)['reason'])),
    ),
  );
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function bodyNeeds(what: string): Promise<Outcome<never>> {
  return refuse('required', 'governance.body', `The body needs ${what}.`);
}
