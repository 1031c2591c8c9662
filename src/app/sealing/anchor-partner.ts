import type { Anchor, Head } from '#repository';
import type { Anchoring } from './sealing.ts';

/** Another organisation's Concord that keeps our seals: 'https://concord.riverside.example', and a bearer token of theirs for us. */
export type Partner = { readonly address: string; readonly token: string };

const PATIENCE_MS = 10_000;

/** Leaves the newest seal with another organisation. */
export function partnerAnchoring(partner: Partner): Anchoring {
  return {
    name: 'partner',
    tell: async ({ n, hash, at }: Head) => {
      await asked(partner, { method: 'POST', body: JSON.stringify({ n, hash, at: at.toISOString() }) });
    },
  };
}

/** What the other organisation keeps of our seals. */
export async function anchorsOfPartner(partner: Partner): Promise<readonly Anchor[]> {
  const { anchors } = (await asked(partner, { method: 'GET' })) as { readonly anchors: readonly Anchor[] };
  return anchors.map(({ n, hash }) => ({ place: 'partner', n, hash }));
}

async function asked({ address, token }: Partner, request: RequestInit): Promise<unknown> {
  const url = new URL('/api/audit/anchors', address);
  if (url.protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) {
    throw new Error('the partner that keeps our seals is reached by https');
  }
  const response = await fetch(url, {
    ...request,
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`the partner that keeps our seals answered ${response.status}`);
  return response.json();
}
