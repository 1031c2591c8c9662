import { type TextPath, withTexts } from '#fhir';
import type { Wording } from './wording.ts';

type Tells = Wording['tells'];

/** What is no language: what a thing is and where it is found. It is chosen by systems, and has to lead to it. */
const NO_WORDS = new Set(['resourceType', 'id', 'reference', 'versionId', 'lastUpdated']);

/** Whether anything in a resource would tell. Cheap for nearly all: what is written with escapes is looked at string by string. */
export function tellsIn(json: string, tells: Tells): boolean {
  if (!tells(json) && !json.includes('\\') && !json.includes('<')) return false;
  let found = false;
  withTexts(json, (text, path) => {
    found ||= isTelling(text, path, tells);
    return undefined;
  });
  return found;
}

/** A resource as it is told: each string that would tell is, whole, what the person calls it. */
export function wordedText(json: string, tells: Tells, called: string): string {
  return withTexts(json, (text, path) => (isTelling(text, path, tells) ? saidAt(path, { text, called }) : undefined));
}

/**
 * What somebody sends back who was told words: where a text still says what they were told, it is what stands in the record. They change
 * what they saw, and cannot take away what they did not. Where lists have moved, the next of what stood in that list is taken.
 */
export function unworded(
  sent: string,
  stored: string,
  { tells, called }: { readonly tells: Tells; readonly called: string },
): string {
  const hidden = new Map<string, { readonly place: string; readonly text: string }[]>();
  withTexts(stored, (text, path) => {
    if (isTelling(text, path, tells)) {
      const name = nameOf(path);
      hidden.set(name, [...(hidden.get(name) ?? []), { place: path.join('/'), text }]);
    }
    return undefined;
  });
  if (hidden.size === 0) return sent;
  return withTexts(sent, (text, path) => {
    const waiting = hidden.get(nameOf(path)) ?? [];
    const fits = waiting.filter((one) => text === saidAt(path, { text: one.text, called }));
    const taken = fits.find(({ place }) => place === path.join('/')) ?? fits[0];
    if (taken) waiting.splice(waiting.indexOf(taken), 1);
    return taken?.text;
  });
}

function isTelling(text: string, path: TextPath, tells: Tells): boolean {
  if (NO_WORDS.has(String(path.at(-1)))) return false;
  return tells(text) || (isNarrative(path) && tells(readable(text)));
}

function isNarrative(path: TextPath): boolean {
  return path.at(-1) === 'div' && path.at(-2) === 'text';
}

/** The words of XHTML as they are read: without marks, with letters that were written as numbers. */
function readable(xhtml: string): string {
  const letters = xhtml
    .replace(/<[^>]*>/g, '')
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (whole, hex: string, digits: string) => {
      const code = Number.parseInt(digits, hex === '' ? 10 : 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
  return letters.replace(/&nbsp;/g, ' ');
}

/** What is an address stays one, so that a resource that was told in words is still one that can be taken. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\S+$/i;
const WORDED_ADDRESS = 'urn:concord:worded';

function saidAt(path: TextPath, { text, called }: { readonly text: string; readonly called: string }): string {
  if (ADDRESS.test(text)) return WORDED_ADDRESS;
  if (!isNarrative(path)) return called;
  const escaped = called.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>`;
}

/** The same for each item of a list. */
function nameOf(path: TextPath): string {
  return path.filter((step) => typeof step === 'string').join('/');
}
