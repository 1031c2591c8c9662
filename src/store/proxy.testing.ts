import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network between the program and PostgreSQL that can be made to fail. */
export type Proxy = {
  /** The address of the database by way of the proxy. */
  readonly url: string;
  /** From now on nothing passes, and nobody is told: as when a cable is pulled. New connections are taken and not served. */
  readonly stall: () => void;
  /** What was held is passed on. */
  readonly flow: () => void;
  /** Every connection ends after this many more bytes in one direction; at once where 0. */
  readonly cutAfter: (bytes: number, direction: Direction) => void;
  /** Connections that stand now go silent for ever: what is sent is lost. New ones work. */
  readonly halfOpen: () => void;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

export type Direction = 'to database' | 'from database';

type Line = {
  readonly near: Socket;
  readonly far: Socket;
  silent: boolean;
  left: { bytes: number; direction: Direction } | undefined;
};

/** That one side of a silent line has gone, the other hears by its keepalive alone: much later, and in the end. */
const UNHEARD_MS = 5_000;

export async function openProxy(databaseUrl: string): Promise<Proxy> {
  const lines = new Set<Line>();
  const state = { stalled: false };
  const server = createServer((near) => {
    const far = connect(targetOf(databaseUrl));
    const line: Line = { near, far, silent: false, left: undefined };
    lines.add(line);
    const drop = (): void => {
      lines.delete(line);
      near.destroy();
      far.destroy();
    };
    const end = (): void => {
      if (line.silent) setTimeout(drop, UNHEARD_MS).unref();
      else drop();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', end).on('close', end);
      if (state.stalled) socket.pause();
    }
    near.on('data', (part: Buffer) => pass(line, 'to database', part, end));
    far.on('data', (part: Buffer) => pass(line, 'from database', part, end));
    if (state.stalled) for (const socket of [near, far]) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const each = (work: (line: Line) => void): void => {
    for (const line of Array.from(lines)) work(line);
  };
  return {
    url: through(databaseUrl, address.port),
    connections: () => lines.size,
    stall: () => {
      state.stalled = true;
      each(({ near, far }) => void (near.pause(), far.pause()));
    },
    flow: () => {
      state.stalled = false;
      each(({ near, far }) => void (near.resume(), far.resume()));
    },
    halfOpen: () => each((line) => void (line.silent = true)),
    cutAfter: (bytes, direction) =>
      each((line) => {
        if (bytes === 0) line.near.destroy();
        else line.left = { bytes, direction };
      }),
    close: async () => {
      each(({ near, far }) => void (near.destroy(), far.destroy()));
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(line: Line, direction: Direction, part: Buffer, end: () => void): void {
  const { near, far, left } = line;
  if (line.silent) return;
  const to = direction === 'to database' ? far : near;
  if (left === undefined || left.direction !== direction) return void to.write(part);
  if (part.length < left.bytes) {
    left.bytes -= part.length;
    to.write(part);
    return;
  }
  to.write(part.subarray(0, left.bytes), end);
}

function targetOf(url: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  const host = decodeURIComponent(hostname);
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.5432` } : { host, port: Number(port || 5432) };
}

/** The same database by another host. A socket's folder as host is no host to `URL`, so the text is cut. */
function through(url: string, port: number): string {
  return url.replace(/@[^/?]+/, `@127.0.0.1:${port}`);
}
