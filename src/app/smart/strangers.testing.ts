import { type Json, type Launching, openLaunching } from './launching.testing.ts';

/** A seat of one organisation, and what another one keeps about somebody of whom that seat knows nothing. */
export type Strangers = {
  readonly launching: Launching;
  /** Writes as the other organisation. */
  readonly other: (method: string, path: string, body?: object) => Promise<Json>;
  /** Asks as the seat does, from our own pages. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Told>;
  readonly cookie: string;
};

export type Told = { readonly status: number; readonly headers: Headers; readonly text: string };

export async function openStrangers(): Promise<Strangers> {
  const launching = await openLaunching();
  const token = await launching.server.tokenFor('feed', 'Organization/other');
  const other: Strangers['other'] = async (method, path, body) => {
    const answer = await fetch(`${launching.server.base}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await other('PUT', '/Patient/hidden', {
    resourceType: 'Patient',
    id: 'hidden',
    identifier: [{ system: 'urn:nhs', value: '9990001' }],
    name: [{ family: 'Zuckerman' }],
  });
  await other('PUT', '/Observation/hidden', {
    resourceType: 'Observation',
    id: 'hidden',
    status: 'final',
    code: { text: 'Zuckerman' },
    subject: { reference: 'Patient/hidden' },
  });
  await launching.server.app.caughtUp();
  const cookie = await launching.signIn('gp-elm');
  const ask: Strangers['ask'] = async (path, init = {}) => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/fhir+json' };
    const answer = await fetch(`${launching.origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...(init.headers as object) },
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { launching, other, ask, cookie };
}

const TELLING = ['etag', 'last-modified', 'location', 'content-location', 'content-length', 'vary'];

/** All that an answer says, with the id that was asked for taken out. */
export function said({ status, headers, text }: Told, id: string): string {
  const heads = TELLING.map((name) => `${name}: ${headers.get(name)}`);
  const trace = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
  return [status, ...heads, text].join('\n').replaceAll(id, 'ID').replace(trace, 'TRACE');
}
