import { expect, test } from 'vitest';
import { readMultipart } from './multipart.ts';

const MARK = 'mark-1';
const TYPE = `multipart/form-data; boundary=${MARK}`;
const BYTES = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);

function form(...parts: readonly (readonly [head: string, content: Buffer])[]): Buffer {
  const each = parts.flatMap(([head, content]) => [
    Buffer.from(`--${MARK}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...each, Buffer.from(`--${MARK}--\r\n`)]);
}

test('a file and its fields are read as they were sent, line ends and all', () => {
  const sent = readMultipart(
    TYPE,
    form(
      ['name="version"', Buffer.from('2')],
      ['name="document"; filename="a.pdf"\r\nContent-Type: application/pdf', BYTES],
    ),
  );
  expect(sent).toMatchObject({ name: 'a.pdf', fields: { version: '2' } });
  expect(Buffer.from(sent?.bytes ?? []).equals(BYTES)).toBe(true);
});

test('what is no such form is none', () => {
  expect(readMultipart('application/json', form(['name="x"; filename="y"', BYTES]))).toBeUndefined();
  expect(readMultipart(TYPE, Buffer.from('anything'))).toBeUndefined();
  expect(readMultipart(TYPE, form(['name="version"', Buffer.from('2')]))).toBeUndefined();
  expect(readMultipart(TYPE, Buffer.from(`--${MARK}\r\nno end of the head`))).toBeUndefined();
});
