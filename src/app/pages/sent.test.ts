import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrated, startDemonstration } from '#testing/server';

/** What is typed beside a file that is refused stands on the page that comes back. */
let server: Demonstrated;
beforeAll(async () => {
  server = await startDemonstration();
}, 300_000);
afterAll(() => server?.close());

const MB = 1024 * 1024;

type Seat = {
  readonly get: (path: string) => Promise<Shown>;
  readonly send: (path: string, form: Form) => Promise<Shown>;
};
type Form = {
  readonly file: readonly [name: string, bytes: Uint8Array];
  readonly fields: Readonly<Record<string, string>>;
};
type Shown = { readonly status: number; readonly html: string };

async function seatOf(wanted: (link: Demonstrated['links'][number]) => boolean): Promise<Seat> {
  const link = server.links.find(wanted);
  if (!link) throw new Error('nobody of that kind is in the demonstration');
  const opened = await fetch(link.address, { redirect: 'manual' });
  const cookie = opened.headers.getSetCookie().find((one) => one.startsWith('concord-sid='));
  const headers = { cookie: cookie?.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' };
  const shown = async (path: string, more: RequestInit = {}): Promise<Shown> => {
    const answer = await fetch(`${server.app.address}${path}`, { redirect: 'manual', headers, ...more });
    return { status: answer.status, html: await answer.text() };
  };
  const send = (path: string, { file: [name, bytes], fields }: Form) => {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    return shown(path, { method: 'POST', body });
  };
  return { get: shown, send };
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('a paper that is refused leaves its version, who approved it and its last day where they were typed', async () => {
  const signatory = await seatOf(({ who }) => /signatory/i.test(who));
  const [, paper = ''] =
    /action="\/safety-documents\/([\w-]+)"/.exec((await signatory.get('/safety-documents')).html) ?? [];
  expect(paper).not.toBe('');
  const fields = { version: '7.31', approvedBy: 'Dr Ines Okafor, chair', until: '2026-12-01' };
  for (const [bytes, why] of [
    [text('not a document'), 'neither PDF nor a Word document'],
    [new Uint8Array(21 * MB), 'at most 20 MB'],
  ] as const) {
    const { status, html } = await signatory.send(`/safety-documents/${paper}`, { file: ['paper.pdf', bytes], fields });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(html).toContain(why);
    const form = formTo(html, `/safety-documents/${paper}`);
    for (const [name, value] of Object.entries(fields)) expect(valueIn(form, name), name).toBe(value);
    // Of another paper nothing was typed.
    expect(html.split('value="7.31"').length).toBe(2);
  }
});

test('a form that is refused as a file leaves the one that was typed', async () => {
  const lead = await seatOf(({ who }) => /programme lead/i.test(who));
  const typed = '{"resourceType": "Questionnaire", "title": "Hearing at home"';
  for (const file of [
    ['form.json', text('{')],
    ['form.json', new Uint8Array(3 * MB).fill(0x20)],
  ] as const) {
    const { status, html } = await lead.send('/forms/publish/try', { file, fields: { text: typed } });
    expect(status).toBe(422);
    expect(html).toContain('Hearing at home');
  }
});

test('a budget that is refused as a file leaves the lines that were typed', async () => {
  const { seat, place } = await whoBudgets();
  for (const file of [
    ['budget.xlsx', text('no sheet')],
    ['budget.csv', new Uint8Array(4 * MB)],
  ] as const) {
    const { status, html } = await seat.send(`${place}/budget/try`, {
      file,
      fields: { text: 'Reablement at home,12' },
    });
    expect(status).toBe(422);
    expect(html).toContain('Reablement at home,12');
  }
});

/** Somebody who brings in budgets, and the pool whose. */
async function whoBudgets(): Promise<{ readonly seat: Seat; readonly place: string }> {
  for (const link of server.links) {
    const seat = await seatOf((one) => one === link);
    const { html } = await seat.get('/money');
    for (const [, place = ''] of html.matchAll(/href="(\/money\/[\w-]+\/[\w-]+)"/g))
      if ((await seat.get(`${place}/budget`)).html.includes('/budget/try"')) return { seat, place };
  }
  throw new Error('nobody brings in budgets');
}

function formTo(html: string, action: string): string {
  const begin = html.indexOf(`action="${action}"`);
  return html.slice(begin, html.indexOf('</form>', begin));
}

function valueIn(form: string, name: string): string | undefined {
  const [field = ''] = form.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`)) ?? [];
  return /value="([^"]*)"/.exec(field)?.[1];
}
