import { expect, test } from 'vitest';
import { networkOf } from './network.ts';

test('addresses of one /64 are one network, however they are written', () => {
  const written = ['2001:db8::1', '2001:db8::aaaa:bbbb:cccc:dddd', '2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::'];
  expect(new Set(written.map(networkOf))).toEqual(new Set(['2001:db8:0:0']));
  expect(networkOf('2001:db8:0:1::1')).toBe('2001:db8:0:1');
});

test('an address of version 4 is one network, mapped or not', () => {
  expect([networkOf('192.0.2.7'), networkOf('::ffff:192.0.2.7')]).toEqual(['192.0.2.7', '192.0.2.7']);
});

test('an address with a zone, and one that is none, are read without a mistake', () => {
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect([networkOf('::1'), networkOf('nowhere'), networkOf('')]).toEqual(['0:0:0:0', 'nowhere', '']);
});
