import type { Route, RoutePolicy } from '#http';
import type { BoardPackAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };
const ALL = '/api/board-packs';

/** The JSON API of board reports, and the file as it was issued. */
export function boardPackRoutes(answers: BoardPackAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  return [
    get(`${ALL}/draft`, ({ access }) => answers.draft(access)),
    get(`${ALL}/:month`, ({ access, params }) => answers.one(access, params['month'] ?? '')),
    get(`${ALL}/:month/file`, ({ access, params }) => answers.file(access, params['month'] ?? '')),
    { method: 'POST', path: ALL, policy, body: 'json', handle: ({ access }) => answers.issue(access) },
  ];
}
