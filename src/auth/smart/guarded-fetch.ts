import { lookup as resolve } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSafe } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isAddress, isLoopback } from './address.ts';

const BYTES_MAX = 64 * 1024;
const TIME_MS = 2_500;

export type FetchLimits = { readonly bytes: number; readonly ms: number };

/**
 * Fetches the public keys of an app. An address that somebody else wrote down is a way to make us ask on their behalf, so: https,
 * or http on this machine; no address of a private, local or special network, whatever name leads there; no redirect is
 * followed; little, and soon.
 */
export async function guardedFetch(
  address: string,
  limits: FetchLimits = { bytes: BYTES_MAX, ms: TIME_MS },
): Promise<Response> {
  if (!isAddress(address)) throw new Error('keys are fetched by https, or on this machine');
  const url = new URL(address);
  const own = isLoopback(url.hostname);
  const named = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(named) !== 0 && !own && isBlocked(named)) throw new Error('keys are not fetched from a private network');
  return new Promise((done, fail) => {
    const ask = url.protocol === 'https:' ? requestSafe : requestPlain;
    const options = { headers: { accept: 'application/json' }, lookup: own ? onlyLoopback : onlyPublic, agent: false };
    const request = ask(url, options, (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > limits.bytes) request.destroy(new Error('the keys are longer than keys are'));
        else parts.push(part);
      });
      answer.on('end', () => {
        const status = answer.statusCode ?? 500;
        if (status >= 200 && status < 300 && status !== 204) {
          done(new Response(Buffer.concat(parts), { status, headers: { 'content-type': 'application/json' } }));
        } else fail(new Error(`the keys were answered with ${status}`));
      });
      answer.on('error', fail);
    });
    const timer = setTimeout(() => request.destroy(new Error('the keys did not come in time')), limits.ms);
    request.on('close', () => clearTimeout(timer));
    request.on('error', fail);
    request.end();
  });
}

/** Names are looked at when they are resolved for the connection itself: a second answer cannot be another. */
function only(allowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, answer): void => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error) return answer(error, '');
      const [first, ...rest] = addresses;
      if (!first || ![first, ...rest].every(({ address }) => allowed(address))) {
        return answer(new Error('the name leads to a network that is not asked'), '');
      }
      return options.all === true ? answer(null, [first, ...rest]) : answer(null, first.address, first.family);
    });
  };
}

const onlyPublic = only((address) => !isBlocked(address));
const onlyLoopback = only((address) => address === '::1' || address.startsWith('127.'));

/** Networks that are no place for the keys of somebody else (IANA special-purpose registries). */
const BLOCKED = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  BLOCKED.addSubnet(network, bits, 'ipv4');
/** The one range of public addresses of version 6, less the parts of it that lead elsewhere. */
const PUBLIC_6 = new BlockList();
PUBLIC_6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  BLOCKED.addSubnet(network, bits, 'ipv6');

export function isBlocked(address: string): boolean {
  if (isIP(address) === 4) return BLOCKED.check(address, 'ipv4');
  return isIP(address) !== 6 || BLOCKED.check(address, 'ipv6') || !PUBLIC_6.check(address, 'ipv6');
}
