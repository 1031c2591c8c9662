import { startTestServer, type TestServer } from '#testing/server';

export type Asked = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the bearer token. */
  readonly anonymous?: boolean;
};

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
};

/** What a server answers is looked at as it comes: any member may be there. */
export type Json = { readonly [key: string]: Json | undefined } & { readonly [place: number]: Json | undefined };

export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answered>;

/** A server and a way to ask it, as a client would. */
export async function askingServer(options: Parameters<typeof startTestServer>[0] = {}): Promise<{
  readonly server: TestServer;
  readonly ask: Ask;
}> {
  const server = await startTestServer(options);
  const ask: Ask = async (method, path, { body, headers = {}, anonymous = false } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${server.base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(anonymous ? {} : { authorization: `Bearer ${server.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return { server, ask };
}
