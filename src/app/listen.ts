import type { FastifyInstance } from 'fastify';

const TRIES = 20;

export type Wish = {
  readonly host: string;
  readonly port: number /** Whether another port will do. */;
  readonly elsewhere: boolean;
};

/** Listens on the port wished for, or on the next free one where it was only the usual one. Answers the port. */
export async function listen(server: FastifyInstance, { host, port, elsewhere }: Wish): Promise<number> {
  for (let at = port; ; at++) {
    try {
      await server.listen({ host, port: at });
      const address = server.server.address();
      return typeof address === 'object' && address ? address.port : at;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (taken && elsewhere && port !== 0 && at < port + TRIES) continue;
      if (taken) throw new PortTaken(at);
      throw error;
    }
  }
}

/** Somebody else listens there. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is taken by another program: choose one with --port`);
    this.port = port;
  }
}
