import { expect, test } from 'vitest';
import { applyMergePatch } from './merge-patch.ts';

const PATIENT =
  '{"resourceType":"Patient","id":"1","active":true,"maritalStatus":{"coding":[{"code":"M"}]},"extension":[{"url":"u","valueDecimal":1.00}]}';
const applied = (patch: object, text = PATIENT) => applyMergePatch(text, JSON.stringify(patch));

test('what is null goes, what is named changes, and digits stay', () => {
  expect(applied({ active: null, gender: 'other' })).toEqual({
    ok: true,
    value:
      '{"resourceType":"Patient","id":"1","maritalStatus":{"coding":[{"code":"M"}]},"extension":[{"url":"u","valueDecimal":1.00}],"gender":"other"}',
  });
});

test('objects are merged, arrays put in whole, and nothing empty stays', () => {
  const merged = applied({ maritalStatus: { text: 'married', coding: null }, extension: null });
  expect(merged.ok && JSON.parse(merged.value)).toEqual({
    resourceType: 'Patient',
    id: '1',
    active: true,
    maritalStatus: { text: 'married' },
  });
  const emptied = applied({ maritalStatus: { coding: null } });
  expect(emptied.ok && JSON.parse(emptied.value)).not.toHaveProperty('maritalStatus');
  const fresh = applied({ contact: [{ gender: 'male' }], period: { start: null } });
  expect(fresh.ok && JSON.parse(fresh.value)).toMatchObject({ contact: [{ gender: 'male' }] });
});

test('the server keeps what is its own, and a patch is an object', () => {
  for (const patch of [{ id: '2' }, { resourceType: null }, { meta: { versionId: '9' } }]) {
    expect(applied(patch)).toMatchObject({ ok: false, refusals: [{ code: 'patch.server-owned' }] });
  }
  expect(applied([])).toMatchObject({ ok: false, refusals: [{ code: 'patch.operation' }] });
  expect(applyMergePatch(PATIENT, '{')).toMatchObject({ ok: false });
});
