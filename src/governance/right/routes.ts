import type { Amount } from '#agreement';
import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import { amountFrom } from '../decision/paper-form.ts';
import type { NamedRight, RightAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of who may say yes where. */
export function rightRoutes(answers: RightAnswers): readonly Route[] {
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    {
      method: 'GET',
      path: '/api/decision-rights',
      policy,
      handle: async ({ access, query }) => accepted(await answers.ask(access, (query.get('q') ?? '').slice(0, 300))),
    },
    post('/api/decision-rights', ({ access, body }) => {
      const typed = members(body);
      const deputy = text(typed['deputy']);
      return answers.set(access, {
        ...named(body),
        evidence: text(typed['evidence']),
        ...(deputy === '' ? {} : { deputy }),
        ...amount('upTo', typed['upTo']),
        ...amount('deputyUpTo', typed['deputyUpTo']),
      });
    }),
    post('/api/decision-rights/confirmation', ({ access, body }) => answers.confirm(access, named(body))),
    post('/api/decision-rights/end', ({ access, body }) =>
      answers.end(access, named(body), text(members(body)['reason'])),
    ),
  ];
}

function named(body: unknown): NamedRight {
  const { of, topic, way, role } = members(body);
  return { of: text(of), topic: text(topic), way: text(way), role: text(role) };
}

function amount<K extends string>(name: K, value: unknown): { readonly [P in K]?: Amount } {
  const found = amountFrom(value);
  return found ? ({ [name]: found } as { readonly [P in K]: Amount }) : {};
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
