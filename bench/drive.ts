import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { quantile } from './gauge.ts';
import type { Drive, Driven } from './load.ts';

/**
 * The load, in a process of its own: raw sockets, kept open, one request after the other on each. It looks at no more of an
 * answer than its status and its length, so that most of the machine is left to the server.
 */
const drive = JSON.parse(await text(process.stdin)) as Drive;
const headers = `host: localhost:${drive.port}\r\n${drive.header}\r\n\r\n`;
const requests = drive.paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${headers}`, 'latin1'));
await run(drive.warm);
const cpu = process.cpuUsage();
const began = performance.now();
const { took, bytes } = await run(drive.count);
const seconds = (performance.now() - began) / 1_000;
const used = process.cpuUsage(cpu);
const result: Driven = {
  p50: quantile(took, 0.5),
  p99: quantile(took, 0.99),
  rate: took.length / seconds,
  kb: bytes / took.length / 1_024,
  ownCpuMs: (used.user + used.system) / 1_000 / took.length,
};
process.stdout.write(JSON.stringify(result));

async function run(count: number): Promise<{ readonly took: readonly number[]; readonly bytes: number }> {
  const took: number[] = [];
  let bytes = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: drive.width }, async () => {
      const socket = connect({ port: drive.port, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      const ask = asker(socket);
      while (next < count) {
        const request = requests[next % requests.length] as Buffer;
        next += 1;
        const at = performance.now();
        const length = await ask(request);
        bytes += length;
        took.push(performance.now() - at);
      }
      socket.destroy();
    }),
  );
  return { took, bytes };
}

/** Sends a request and answers the length of its answer once all of it is there. */
function asker(socket: Socket): (request: Buffer) => Promise<number> {
  let done: (length: number) => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  let due = 0;
  let got = 0;
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('the server closed a connection')));
  socket.on('data', (chunk) => {
    if (due === 0) {
      const end = chunk.indexOf('\r\n\r\n');
      const head = chunk.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
        failed(new Error(`an answer that is none: ${chunk.toString('latin1', 0, 600)}`));
        return;
      }
      due = end + 4 + Number(length);
      got = 0;
    }
    got += chunk.length;
    if (got < due) return;
    due = 0;
    done(got);
  });
  return (request) =>
    new Promise((resolve, reject) => {
      done = resolve;
      failed = reject;
      socket.write(request);
    });
}

async function text(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
