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

/** Networks that are nobody's to name, one address of each: private, local, of this machine, of documentation, of many. */
const INNER = [
  [10, 0, 0, 1],
  [172, 31, 255, 254],
  [192, 168, 0, 1],
  [169, 254, 169, 254],
  [100, 100, 100, 200],
  [0, 0, 0, 0],
  [192, 0, 0, 192],
  [198, 18, 0, 1],
  [224, 0, 0, 251],
  [255, 255, 255, 255],
] as const;

/** Ways in which one address can be written. */
function writings([a, b, c, d]: (typeof INNER)[number]): readonly string[] {
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = number.toString(16).padStart(8, '0');
  const octal = [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.');
  const mapped = `${hex.slice(0, 4)}:${hex.slice(4)}`;
  return [
    `${a}.${b}.${c}.${d}`,
    `${a}.${b}.${c}.${d}.`,
    String(number),
    `0x${hex}`,
    octal,
    `${a}.${b}.${c * 256 + d}`,
    `%3${String(a)}.${b}.${c}.${d}`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[::ffff:${mapped}]`,
    `[64:ff9b::${mapped}]`,
    `[2002:${mapped}::1]`,
    `[::${mapped}]`,
  ];
}

test('no address of a network that is nobody’s to name is asked, however it is written', async () => {
  const all = INNER.flatMap(writings).flatMap((host) => [`https://${host}/`, `https://${host}:8443/keys`]);
  const odd: string[] = [];
  for (const address of all) {
    const asked = await guardedFetch(address, { bytes: 10, ms: 100 }).catch((error: Error) => error.message);
    if (typeof asked !== 'string' || !/fetched|network|Invalid URL/.test(asked)) odd.push(`${address}: ${asked}`);
  }
  expect(all.length).toBeGreaterThan(200);
  expect(odd).toEqual([]);
});

test('a name that leads to this machine or inwards is not asked as if it led outwards', async () => {
  for (const name of [
    'localhost.',
    'LOCALHOST',
    'localhost.localdomain',
    'ip6-localhost',
    'metadata.google.internal',
  ]) {
    await expect(guardedFetch(`https://${name}:1/keys`, { bytes: 10, ms: 300 }), name).rejects.toThrow();
  }
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
