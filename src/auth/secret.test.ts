import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installationSecret } from './secret.file.ts';
import { keyFor } from './secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'concord-secret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the secret is made once, and only its owner can read it', () => {
  const first = installationSecret(folder, undefined);
  expect(installationSecret(folder, undefined)).toBe(first);
  expect(Buffer.from(first, 'base64url')).toHaveLength(32);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

test('a secret from the operator wins', () => {
  expect(installationSecret(folder, 'from the operator')).toBe('from the operator');
});

test('every use has a key of its own', () => {
  const secret = installationSecret(folder, undefined);
  expect(keyFor(secret, 'token')).not.toEqual(keyFor(secret, 'paging'));
  expect(keyFor(secret, 'token')).toEqual(keyFor(secret, 'token'));
});

test('refuses a secret that can be guessed', () => {
  expect(() => keyFor('short', 'token')).toThrow('too short');
});
