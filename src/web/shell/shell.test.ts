import { expect, test } from 'vitest';
import { refusalPage } from './refusal.tsx';
import { renderShell, type ShellInput } from './shell.tsx';

const ASSETS = { styles: ['/assets/a.css'], scripts: ['/assets/a.js'] };
const HOSTILE = '<img src=x onerror=alert(1)>"\'';

function shell(input: Partial<ShellInput>): string {
  return renderShell({ page: { title: 'People', html: '<p>here</p>' }, assets: ASSETS, path: '/people', ...input });
}

test('what people are called and what was said is text, never markup', () => {
  const html = shell({
    page: refusalPage([{ code: HOSTILE, type: 'not-found', text: HOSTILE }]),
    signedIn: { name: HOSTILE, role: 'gp', organization: HOSTILE },
    seats: [{ id: HOSTILE, role: 'gp', organization: HOSTILE }],
    said: HOSTILE,
    refusals: [{ code: 'x.y', type: 'value', text: HOSTILE }],
  });
  expect(html).not.toContain('<img');
});

test('a document has no inline script or style', () => {
  const html = shell({ signedIn: { name: 'A', role: 'gp', organization: 'B' } });
  expect(html).not.toMatch(/ style=|<style|<script(?![^>]* src=)|\son[a-z]+=/);
});

test('before sign-in there is nowhere to go and nobody to look for', () => {
  const html = shell({});
  expect(html).not.toContain('<nav');
  expect(html).not.toContain('id="find"');
});

test('the place one is at is marked', () => {
  const html = shell({ path: '/people/p1', signedIn: { name: 'A', role: 'gp', organization: 'B' } });
  expect(html).toMatch(/<a href="\/people" data-key="p" aria-current="page">/);
});

test('a revision travels with the page, so that the browser can ask whether it moved', () => {
  expect(shell({ page: { title: 'M', html: '', revision: '42' } })).toContain('data-revision="42"');
  expect(shell({})).not.toContain('data-revision');
});
