const ELEMENTS = new Set(
  (
    'a abbr acronym b big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ' +
    'ol p pre q s samp small span strong strike sub sup table tbody td tfoot th thead tr tt u ul var center font'
  ).split(' '),
);
const ADDRESSES = new Set([
  'href',
  'src',
  'cite',
  'background',
  'longdesc',
  'action',
  'formaction',
  'data',
  'poster',
  'xlink:href',
]);
const SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'cid', 'urn', 'ftp', 'sms', 'oid', 'uuid', 'mms']);
const DATA_IMAGE = /^data:image\/(png|gif|jpeg|jpg|webp|bmp);/;

/**
 * What is active in a narrative, named; undefined where there is nothing. FHIR allows the XHTML of a document without
 * scripts, forms, frames, event attributes and addresses that run: https://hl7.org/fhir/R4/narrative.html#security
 * One pass over the text; each tag is looked at once, so the time is linear in its length.
 */
export function narrativeFault(xhtml: string): string | undefined {
  let at = xhtml.indexOf('<');
  while (at !== -1) {
    const next = xhtml.charCodeAt(at + 1);
    if (next === 33 || next === 63) {
      if (!xhtml.startsWith('<!--', at)) return `"${xhtml.slice(at, at + 12)}" (only elements and comments are taken)`;
      const end = xhtml.indexOf('-->', at + 4);
      if (end === -1) return 'a comment that does not end';
      // Where a document is read as HTML, these end a comment early, and what follows is markup.
      if (/^-?>|--/.test(xhtml.slice(at + 4, end))) return 'a comment that can be read as ended earlier';
      at = xhtml.indexOf('<', end + 3);
      continue;
    }
    const end = endOfTag(xhtml, at + 1);
    if (end === -1) return 'a tag that does not end';
    const fault = tagFault(xhtml.slice(at + 1, end));
    if (fault) return fault;
    at = xhtml.indexOf('<', end + 1);
  }
  return undefined;
}

function endOfTag(xhtml: string, from: number): number {
  let quote = 0;
  for (let at = from; at < xhtml.length; at++) {
    const unit = xhtml.charCodeAt(at);
    if (quote) {
      if (unit === quote) quote = 0;
    } else if (unit === 34 || unit === 39) quote = unit;
    else if (unit === 62) return at;
  }
  return -1;
}

function tagFault(tag: string): string | undefined {
  const closing = tag.startsWith('/');
  const name = tag.slice(closing ? 1 : 0, nameEnd(tag, closing ? 1 : 0));
  const plain = name.toLowerCase();
  if (!ELEMENTS.has(plain)) return `the element <${name.slice(0, 20)}>`;
  return closing ? undefined : attributesFault(tag, name.length, plain);
}

function nameEnd(tag: string, from: number): number {
  let at = from;
  while (at < tag.length && !isBreak(tag.charCodeAt(at)) && tag.charCodeAt(at) !== 61) at++;
  return at;
}

function attributesFault(tag: string, from: number, element: string): string | undefined {
  let at = from;
  while (at < tag.length) {
    while (at < tag.length && (isBreak(tag.charCodeAt(at)) || tag.charCodeAt(at) === 34 || tag.charCodeAt(at) === 39))
      at++;
    const end = nameEnd(tag, at);
    if (end === at) {
      at++;
      continue;
    }
    const name = tag.slice(at, end).toLowerCase();
    const [value, after] = valueAt(tag, end);
    at = after;
    const fault = attributeFault(name, value, element);
    if (fault) return fault;
  }
  return undefined;
}

function valueAt(tag: string, from: number): readonly [string, number] {
  let at = from;
  while (at < tag.length && isSpace(tag.charCodeAt(at))) at++;
  if (tag.charCodeAt(at) !== 61) return ['', Math.max(from, at)];
  at++;
  while (at < tag.length && isSpace(tag.charCodeAt(at))) at++;
  const quote = tag.charCodeAt(at);
  if (quote === 34 || quote === 39) {
    const end = tag.indexOf(String.fromCharCode(quote), at + 1);
    return end === -1 ? [tag.slice(at + 1), tag.length] : [tag.slice(at + 1, end), end + 1];
  }
  let end = at;
  while (end < tag.length && !isSpace(tag.charCodeAt(end))) end++;
  return [tag.slice(at, end), end];
}

function attributeFault(name: string, value: string, element: string): string | undefined {
  if (name.startsWith('on')) return `the attribute ${name.slice(0, 20)}`;
  if (name === 'style') return styleFault(value);
  if (name === 'srcdoc' || name === 'srcset') return `the attribute ${name}`;
  if (!ADDRESSES.has(name)) return undefined;
  const address = decodeEntities(value).replace(IGNORED, '').toLowerCase();
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/.exec(address)?.[1];
  if (scheme === undefined)
    return address.includes(':') && /^[^/?#]*:/.test(address) ? `the address "${value.slice(0, 40)}"` : undefined;
  if (SCHEMES.has(scheme)) return undefined;
  if (element === 'img' && name === 'src' && DATA_IMAGE.test(address)) return undefined;
  return `the address "${value.slice(0, 40)}"`;
}

/** Browsers skip these inside an address, so that 'java\nscript:' runs. */
// oxlint-disable-next-line no-control-regex
const IGNORED = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g;

function styleFault(value: string): string | undefined {
  const style = decodeEntities(value).replace(IGNORED, '').toLowerCase();
  if (style.includes('\\')) return 'a style with escapes';
  return /expression\(|javascript:|vbscript:|-moz-binding|behavior:|@import/.test(style)
    ? 'a style that runs code'
    : undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  colon: ':',
  tab: '\t',
  newline: '\n',
  amp: '&',
  lpar: '(',
  sol: '/',
  nbsp: '\u00a0',
};

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z]{2,10}));?/g, (whole, decimal, hex, name) => {
    const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (point !== undefined) return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    const known = String(name).toLowerCase();
    return Object.hasOwn(NAMED, known) ? (NAMED[known] ?? whole) : whole;
  });
}

function isSpace(unit: number): boolean {
  return unit <= 32;
}

function isBreak(unit: number): boolean {
  return unit <= 32 || unit === 47;
}
