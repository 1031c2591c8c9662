import type { Outcome } from '#fhir';
import type { BytesFile, Route, TextFile } from '#http';
import type { Access } from '#agreement';
import type { ExtractKind, ExtractQuestion } from './contract.ts';

type MakeFile = (access: Access, question: ExtractQuestion, format: string) => Promise<Outcome<TextFile | BytesFile>>;

/** GET /api/lists?place=&kind=&under=&words=&pack=&project=&format=csv|xlsx: cut where the right to it ends while it is sent. */
export function extractRoutes(make: MakeFile): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/lists',
      policy: { allow: 'signed-in' },
      handle: ({ access, query }) => make(access, askedIn(query), query.get('format') ?? 'csv'),
    },
  ];
}

function askedIn(query: URLSearchParams): ExtractQuestion {
  const value = (name: string) => query.get(name) ?? '';
  return {
    place: value('place') || 'all',
    kind: value('kind') as ExtractKind,
    under: value('under'),
    words: value('words'),
    ...(value('pack') ? { pack: value('pack') } : {}),
    ...(value('project') ? { project: value('project') } : {}),
  };
}
