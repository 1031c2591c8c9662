import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

test('the program does not fail on purpose outside of torture', async () => {
  vi.stubEnv('CONCORD_FAULT', 'before-commit:1');
  await expect(import('./fault.ts')).rejects.toThrow('for torture only');
});

test('nor does it answer before it commits', async () => {
  vi.stubEnv('CONCORD_FAULT_ACK_BEFORE_COMMIT', '1');
  await expect(import('./fault.ts')).rejects.toThrow('for torture only');
});

test('an armed point kills, and only that point', async () => {
  vi.stubEnv('CONCORD_TORTURE', '1');
  vi.stubEnv('CONCORD_FAULT', 'before-commit:1');
  const { fault } = await import('./fault.ts');
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  fault('mid-bundle');
  expect(kill).not.toHaveBeenCalled();
  fault('before-commit');
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  kill.mockRestore();
});
