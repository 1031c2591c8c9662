import { expect, test } from 'vitest';
import { applyJsonPatch } from './json-patch.ts';

const body =
  '{"resourceType":"Patient","id":"1","meta":{"versionId":"2","source":"s"},"active":true,"name":[{"given":["Ama","Efua"]}],"multipleBirthInteger":2,"extension":[{"url":"u","valueDecimal":1.00}]}';
const patched = (operations: readonly object[]) => {
  const outcome = applyJsonPatch(body, JSON.stringify(operations));
  return outcome.ok ? outcome.value : outcome.refusals[0].code;
};
const after = (...operations: readonly object[]) => JSON.parse(patched(operations)) as Record<string, unknown>;

test('adds, replaces and removes, and leaves every other digit as it is', () => {
  expect(patched([{ op: 'replace', path: '/active', value: false }])).toBe(body.replace('true', 'false'));
  expect(after({ op: 'add', path: '/name/0/given/1', value: 'Abena' })['name']).toEqual([
    { given: ['Ama', 'Abena', 'Efua'] },
  ]);
  expect(after({ op: 'add', path: '/name/0/given/-', value: 'Abena' })['name']).toEqual([
    { given: ['Ama', 'Efua', 'Abena'] },
  ]);
  expect(after({ op: 'remove', path: '/name/0/given/0' })['name']).toEqual([{ given: ['Efua'] }]);
  expect(applyJsonPatch(body, '[{"op":"replace","path":"/extension/0/valueDecimal","value":2.50}]')).toMatchObject({
    value: body.replace('1.00', '2.50'),
  });
});

test('moves and copies', () => {
  expect(after({ op: 'move', from: '/name/0/given/0', path: '/name/0/given/1' })['name']).toEqual([
    { given: ['Efua', 'Ama'] },
  ]);
  expect(after({ op: 'copy', from: '/name/0', path: '/name/-' })['name']).toEqual([
    { given: ['Ama', 'Efua'] },
    { given: ['Ama', 'Efua'] },
  ]);
  expect(
    after({ op: 'copy', from: '/name/0', path: '/name/-' }, { op: 'remove', path: '/name/0/given/0' })['name'],
  ).toEqual([{ given: ['Efua'] }, { given: ['Ama', 'Efua'] }]);
});

test('what a patch leaves empty goes, unless it is filled again', () => {
  const both = [
    { op: 'remove', path: '/name/0/given/0' },
    { op: 'remove', path: '/name/0/given/0' },
  ];
  expect(after(...both)).not.toHaveProperty('name');
  expect(after(...both, { op: 'add', path: '/name/0/given/-', value: 'Yaa' })['name']).toEqual([{ given: ['Yaa'] }]);
  expect(after({ op: 'add', path: '/contact', value: [] })['contact']).toEqual([]);
});

test('tests compare numbers by value and texts as they are', () => {
  expect(patched([{ op: 'test', path: '/extension/0/valueDecimal', value: 1 }])).toBe(body);
  expect(patched([{ op: 'test', path: '/meta/versionId', value: '2' }])).toBe(body);
  expect(patched([{ op: 'test', path: '/multipleBirthInteger', value: '2' }])).toBe('patch.test');
  expect(
    patched([
      { op: 'replace', path: '/active', value: false },
      { op: 'test', path: '/active', value: true },
    ]),
  ).toBe('patch.test');
});

test('reads escaped pointers', () => {
  expect(applyJsonPatch('{"a/b":{"~1":1}}', '[{"op":"test","path":"/a~1b/~01","value":1}]')).toMatchObject({
    ok: true,
  });
});

test.each([
  [[{ op: 'replace', path: '/id', value: 'x' }], 'patch.server-owned'],
  [[{ op: 'remove', path: '/meta/versionId' }], 'patch.server-owned'],
  [[{ op: 'add', path: '/meta/lastUpdated', value: 'x' }], 'patch.server-owned'],
  [[{ op: 'move', from: '/id', path: '/active' }], 'patch.server-owned'],
  [[{ op: 'replace', path: '', value: {} }], 'patch.server-owned'],
  [[{ op: 'replace', path: '/resourceType', value: 'Group' }], 'patch.server-owned'],
  [[{ op: 'replace', path: '/gender', value: 'x' }], 'patch.path'],
  [[{ op: 'remove', path: '/name/1' }], 'patch.path'],
  [[{ op: 'add', path: '/name/0/given/4', value: 'x' }], 'patch.path'],
  [[{ op: 'add', path: '/name/0/given/01', value: 'x' }], 'patch.path'],
  [[{ op: 'add', path: '/a/b', value: 'x' }], 'patch.path'],
  [[{ op: 'add', path: '/__proto__/x', value: 'x' }], 'patch.path'],
  [[{ op: 'add', path: '/constructor', value: 'x' }], 'patch.path'],
  [[{ op: 'add', path: 'active', value: 'x' }], 'patch.operation'],
  [[{ op: 'add', path: '/active' }], 'patch.operation'],
  [[{ op: 'turn', path: '/active', value: 1 }], 'patch.operation'],
  [[{ op: 'toString', path: '/active', value: 1 }], 'patch.operation'],
  [[{ op: 'move', from: '/name', path: '/name/0/x' }], 'patch.operation'],
  [[7], 'patch.operation'],
])('refuses %j', (operations, code) => {
  expect(patched(operations as unknown as readonly object[])).toBe(code);
});

test('refuses a patch that is none, or that would grow without end', () => {
  expect(applyJsonPatch(body, '{}')).toMatchObject({ refusals: [{ code: 'patch.operation' }] });
  expect(applyJsonPatch(body, '[')).toMatchObject({ refusals: [{ code: 'json.syntax' }] });
  const doubling = Array.from({ length: 60 }, () => ({ op: 'copy', from: '/name', path: '/name/-' }));
  expect(patched(doubling)).toBe('patch.too-large');
  const deep = JSON.parse(`${'['.repeat(60)}1${']'.repeat(60)}`) as object;
  expect(
    patched([
      { op: 'add', path: '/a', value: deep },
      { op: 'add', path: '/b', value: deep },
      { op: 'move', from: '/a', path: '/b/0/0/0/0/-' },
    ]),
  ).toBe('json.too-deep');
});
