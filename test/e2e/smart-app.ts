import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** An app of somebody else, on a port of its own: what it is given to see, it writes into its page. */
export type SmartApp = {
  /** 'http://127.0.0.1:PORT'. */
  readonly origin: string;
  /** A page of another record system with an empty frame; to a browser a site apart from the app's and from ours. */
  readonly elsewhere: string;
  readonly close: () => void;
};

export const CLIENT_ID = 'e2e-app';

/** The library as it is published for browsers, and two pages: where a launch begins, and where it comes back to. */
export async function serveSmartApp(): Promise<SmartApp> {
  const entry = createRequire(import.meta.url).resolve('fhirclient');
  const library = await readFile(`${entry.slice(0, entry.lastIndexOf('/lib/'))}/build/fhir-client.js`, 'utf8');
  const bodies: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/fhir-client.js': ['text/javascript', library],
    '/launch.js': ['text/javascript', LAUNCH],
    '/app.js': ['text/javascript', APP],
    '/launch': ['text/html', page('/launch.js')],
    '/record': ['text/html', RECORD],
    '/app/': ['text/html', page('/app.js')],
  };
  const server = createServer((request, response) => {
    const [type, body] = bodies[new URL(request.url ?? '/', 'http://x').pathname] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    elsewhere: `http://record.localhost:${port}/record`,
    close: () => server.close(),
  };
}

function page(script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>An app</title></head>
<body><main><h1>An app</h1><pre id="out"></pre></main><script src="/fhir-client.js"></script><script src="${script}"></script></body></html>`;
}

const RECORD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Another record</title></head>
<body><iframe id="app" title="An app" width="900" height="600"></iframe></body></html>`;

/** Standalone where `?server=` says whom to ask, from the record's page where `iss` and `launch` do. */
const LAUNCH = `
const asked = new URLSearchParams(location.search);
const begin = (target) => FHIR.oauth2.authorize({
  ...(target ? { target, completeInTarget: false } : {}),
  client_id: '${CLIENT_ID}',
  redirect_uri: location.origin + '/app/',
  scope: asked.get('scope') || 'openid fhirUser launch online_access patient/*.rs',
  pkceMode: 'required',
  ...(asked.get('server') ? { iss: asked.get('server') } : {}),
});
if (asked.get('target')) {
  const button = document.createElement('button');
  button.textContent = 'Connect';
  button.addEventListener('click', () => begin(asked.get('target')));
  document.body.append(button);
  // Whether this browser lets a page within another site's keep a cookie.
  document.cookie = 'third=1; SameSite=None; Secure';
  document.getElementById('out').textContent = 'cookies: ' + document.cookie;
} else begin();
`;

const APP = `
const out = document.getElementById('out');
const told = async (work) => { try { return await work(); } catch (error) { return 'failed: ' + error.message; } };
(async () => {
  const client = await FHIR.oauth2.ready();
  const count = (type) => told(async () => (await client.request(type + '?patient=' + client.patient.id + '&_summary=count')).total);
  const seen = {
    patient: await told(async () => (await client.patient.read()).id),
    asked: client.patient.id,
    user: await told(async () => (await client.user.read()).resourceType),
    observations: await count('Observation'),
    conditions: await count('Condition'),
    everybody: await told(async () => (await client.request('Patient?_summary=count')).total),
    scope: client.state.tokenResponse.scope,
  };
  const before = client.state.tokenResponse.access_token;
  const refreshed = await told(async () => (await client.refresh()).tokenResponse.access_token !== before);
  const after = await count('Observation');
  out.textContent = JSON.stringify({ ...seen, refreshed, after });
})().catch((error) => { out.textContent = JSON.stringify({ error: error.message }); });
`;
