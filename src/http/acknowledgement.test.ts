import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let root: string;
let close: () => Promise<void>;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  root = asking.server.base.replace(/\/fhir$/, '');
  close = asking.server.close;
});
afterAll(() => close?.());

const TYPE = 'x-application/hl7-v2+er7';

test('a message over HTTP is answered by its acknowledgement, in its own language', async () => {
  const body = 'MSH|^~\\&|PAS|nobody-here|CONCORD|VALE|20260301080000||ADT^A28|M1|P|2.5.1\rEVN|A28\rPID|1||7^^^A^MR\r';
  const answer = await ask('POST', `${root}/api/intake`, { body, headers: { 'content-type': TYPE } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(`${TYPE}; charset=utf-8`);
  expect(answer.text).toMatch(/^MSH\|\^~\\&\|CONCORD\|VALE\|PAS\|nobody-here\|/);
  expect(answer.text).toContain('\rMSA|AR|M1\r');
  expect(answer.text).toContain('|hl7v2.sender|');
});

test('nobody without a token is told anything of a message', async () => {
  const answer = await ask('POST', `${root}/api/intake`, {
    body: 'MSH|^~\\&|\r',
    headers: { 'content-type': TYPE },
    anonymous: true,
  });
  expect(answer.status).toBe(401);
  expect(answer.text).not.toContain('MSA');
});
