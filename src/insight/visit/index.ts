import { accepted, type Outcome } from '#fhir';
import type { BytesFile, Route } from '#http';
import type { Services } from '#joint';
import { print } from '#print';
import type { Asking } from '../ask.ts';
import { lacking } from '../lacking.ts';
import { peers } from '../peers.ts';
import type { VisitAnswers, VisitPack } from './contract.ts';
import { printed } from './printed.ts';
import { visitPack, type Visiting } from './visit.ts';

type On = { readonly services: Services; readonly asking: Asking & { readonly services: Services } };

/** Packs of visits, as pages and routes ask for them. */
export function visitsOn({ services, asking }: On): VisitAnswers {
  const visiting: Visiting = {
    services,
    peers: (access, place) => peers(asking, access, place),
    lacking: (access, question, choose) => lacking(asking, access, question, choose),
  };
  return {
    pack: (access, place) => visitPack(visiting, access, place),
    file: async (access, place) => {
      const pack = await visitPack(visiting, access, place);
      return pack.ok ? drawn(pack.value, new Date(services.now())) : pack;
    },
  };
}

async function drawn(pack: VisitPack, now: Date): Promise<Outcome<BytesFile>> {
  const file = await print(printed(pack, now));
  if (!file.ok) return file;
  return accepted({ bytes: file.value, type: 'application/pdf', name: `visit-${pack.asAt}.pdf` });
}

export function visitRoutes(visits: VisitAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path,
    policy: { allow: 'signed-in' },
    handle,
  });
  return [
    get('/api/visit-packs/:place', ({ access, params }) => visits.pack(access, params['place'] ?? '')),
    get('/api/visit-packs/:place/file', ({ access, params }) => visits.file(access, params['place'] ?? '')),
  ];
}
