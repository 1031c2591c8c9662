import type { Call, Route } from '#http';
import { bodyOf, get, post } from '../money.routes.ts';
import type { GrantAnswers, GrantName } from './contract.ts';

const ONE = '/api/money/grants/:instrument/:clause/:since';

/** The JSON API of grants and their returns. */
export function grantRoutes(grants: GrantAnswers): readonly Route[] {
  const text = (query: URLSearchParams, name: string): string => query.get(name) ?? '';
  return [
    get('/api/money/grants', ({ access }) => grants.grants(access)),
    get('/api/money/grants/together', ({ access, query }) =>
      grants.together(access, {
        from: text(query, 'from'),
        until: text(query, 'until'),
        travel: Number(text(query, 'travel')),
        hour: Number(text(query, 'hour')),
      }),
    ),
    post(`${ONE}/less`, ({ access, params, body }) => {
      const said = bodyOf(body);
      const asked = { line: said.text('line'), minor: said.number('minor'), reason: said.text('reason') };
      return grants.agreeToLess(access, grantNameIn(params), asked);
    }),
    get(`${ONE}/return`, ({ access, params, query }) =>
      grants.return(access, grantNameIn(params), { from: text(query, 'from') }),
    ),
    get(`${ONE}/return/:format`, ({ access, params, query }) =>
      grants.file(access, grantNameIn(params), { from: text(query, 'from'), format: params['format'] ?? '' }),
    ),
    get(`${ONE}/figure`, ({ access, params, query }) =>
      grants.trace(access, grantNameIn(params), {
        from: text(query, 'from'),
        cell: text(query, 'figure'),
        part: text(query, 'part'),
      }),
    ),
    post(`${ONE}/return`, ({ access, params, body }) => {
      const { text: said } = bodyOf(body);
      return grants.submit(access, grantNameIn(params), {
        from: said('from'),
        hash: said('hash'),
        reason: said('reason'),
      });
    }),
  ];
}

export function grantNameIn(params: Call['params']): GrantName {
  return { instrument: params['instrument'] ?? '', clause: params['clause'] ?? '', since: params['since'] ?? '' };
}
