import { connect, type Socket } from 'node:net';
import { singleResult } from './population.ts';

/**
 * The clients of `create.ts`, in a process of their own: each keeps a connection, sends a resource, waits for the whole answer and
 * sends the next. It looks at no more of an answer than its status and length, so that the cores are left to the server.
 */
export type Order = {
  readonly port: number;
  readonly token: string;
  readonly clients: number;
  readonly count: number;
  readonly patients: readonly string[];
};
/** Milliseconds each create took, and the CPU seconds of this process meanwhile. */
export type Served = { readonly took: readonly number[]; readonly seconds: number; readonly cpuSeconds: number };

process.on('message', (order: Order) => {
  void run(order).then((served) => process.send?.(served));
});
process.send?.('ready');

async function run(order: Order): Promise<Served> {
  const requests = Array.from({ length: order.count }, (_, n) => requestOf(order, n)).values();
  const sockets = await Promise.all(Array.from({ length: order.clients }, () => opened(order.port)));
  const took: number[] = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(sockets.map((socket) => talk(socket, requests, took)));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  for (const socket of sockets) socket.destroy();
  return { took, seconds, cpuSeconds: (user + system) / 1_000_000 };
}

function requestOf({ port, token, patients }: Order, n: number): Buffer {
  const body = Buffer.from(singleResult(n, patients[n % patients.length] ?? ''));
  const head = [
    'POST /fhir/Observation HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/fhir+json',
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One client: no request before the answer to the last. */
function talk(socket: Socket, requests: Iterator<Buffer>, took: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let due = 0;
    const send = (): void => {
      const next = requests.next();
      if (next.done) return resolve();
      sent = performance.now();
      socket.write(next.value);
    };
    socket.on('data', (chunk: Buffer) => {
      if (due === 0) {
        const end = chunk.indexOf('\r\n\r\n');
        const head = chunk.toString('latin1', 0, end);
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        if (!head.startsWith('HTTP/1.1 201') || length === undefined) {
          return reject(new Error(chunk.toString('utf8').slice(0, 800)));
        }
        due = end + 4 + Number(length);
      }
      due -= chunk.length;
      if (due > 0) return;
      took.push(performance.now() - sent);
      send();
    });
    socket.once('error', reject);
    send();
  });
}
