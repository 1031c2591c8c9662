import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hazards, PAGE, page, riskOf } from './hazards.ts';

const MARK = /^\s*\/\/ Shows a control of hazards? (H\d+(?:, H\d+)*)\.\n\s*test\(\s*(['"`])(.+?)\2,/gm;

test('every control of a hazard stands where the log says, and is shown by a test that exists and says so', () => {
  const logged = hazards().flatMap(({ id, controls }) =>
    controls.flatMap(({ shownBy }) => shownBy.map(({ file, test: name }) => `${id}: ${file}: ${name}`)),
  );
  expect(logged.filter((one) => !marked().has(one))).toEqual([]);
  expect([...marked()].filter((one) => !logged.includes(one))).toEqual([]);
});

test('no hazard is without a control, and no control without a place and a test', () => {
  for (const { id, controls } of hazards()) {
    expect(controls.length, id).toBeGreaterThan(0);
    for (const { where, shownBy } of controls) {
      expect(existsSync(where), `${id}: ${where}`).toBe(true);
      expect(shownBy.length, `${id}: ${where}`).toBeGreaterThan(0);
    }
  }
});

test('what is left of a risk is less than it was, and never unacceptable', () => {
  for (const { id, initial, residual } of hazards()) {
    expect(riskOf(residual), id).toBeLessThanOrEqual(3);
    expect(riskOf(residual), id).toBeLessThan(riskOf(initial));
  }
});

test('the page that people read is the log', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page(hazards()));
});

function marked(): ReadonlySet<string> {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
    encoding: 'utf8',
  });
  const found = files.split('\n').flatMap((file) => {
    if (!existsSync(file)) return [];
    return [...readFileSync(file, 'utf8').matchAll(MARK)].flatMap(([, ids = '', , name = '']) =>
      ids.split(', ').map((id) => `${id}: ${file}: ${name}`),
    );
  });
  return new Set(found);
}
