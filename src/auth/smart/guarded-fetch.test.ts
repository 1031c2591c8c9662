import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { guardedFetch, isBlocked } from './guarded-fetch.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
}

test('fetches keys on this machine', async () => {
  const address = await serve((_, response) => response.end('{"keys":[]}'));
  expect(await (await guardedFetch(address)).json()).toEqual({ keys: [] });
});

// Shows requirement V1.3.6.
test.each([
  'http://example.org/keys',
  'https://10.0.0.1/keys',
  'https://192.168.1.1/keys',
  'https://169.254.169.254/latest/meta-data',
  'https://172.16.3.4/keys',
  'https://100.64.0.1/keys',
  'https://0.0.0.0/keys',
  'https://[fd00::1]/keys',
  'https://[fe80::1]/keys',
  'https://[::ffff:10.0.0.1]/keys',
  'https://[64:ff9b::a00:1]/keys',
  'https://2130706433.example/../keys#x',
  'https://user:password@example.org/keys',
  'file:///etc/passwd',
  'data:application/json,{}',
])('does not ask %s', async (address) => {
  await expect(guardedFetch(address)).rejects.toThrow(/fetched|network/);
});

test('a number that is written otherwise is the same number', async () => {
  for (const address of ['https://0x7f000001/', 'https://0177.0.0.1/', 'http://10.1/', 'https://0xa000001/']) {
    await expect(guardedFetch(address, { bytes: 10, ms: 200 })).rejects.toThrow();
  }
});

// Shows requirement API7:2023.
test('follows nobody elsewhere', async () => {
  const address = await serve((_, response) => response.writeHead(302, { location: 'https://10.0.0.1/' }).end());
  await expect(guardedFetch(address)).rejects.toThrow('302');
});

// Shows requirement API10:2023.
test('takes little, and soon', async () => {
  const long = await serve((_, response) => response.end('x'.repeat(200_000)));
  await expect(guardedFetch(long)).rejects.toThrow('longer');
  server?.close();
  const slow = await serve((_, response) => void response.write('{'));
  await expect(guardedFetch(slow, { bytes: 1_000, ms: 100 })).rejects.toThrow('in time');
});

// Shows requirement API7:2023.
test('knows the networks that nobody is sent to', () => {
  expect(['8.8.8.8', '2606:4700::1111'].filter(isBlocked)).toEqual([]);
  const blocked = [
    '127.0.0.1',
    '::1',
    '::',
    '::ffff:8.8.8.8',
    '224.0.0.1',
    '255.255.255.255',
    '2002:a00:1::',
    '2001:db8::1',
    'x',
  ];
  expect(blocked.filter((address) => !isBlocked(address))).toEqual([]);
});
