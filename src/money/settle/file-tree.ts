/** An element of a payment file. `path` names where it stands: 'PmtInf, CdtTrfTxInf 2, Cdtr'. */
export type Tree = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Tree[];
  text: string;
  readonly path: string;
};

const PART = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z]+="[^"<&]*")*)(\/?)>|([^<]+)/y;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * The elements of a payment file, or what is wrong with it. It takes the little of XML that these files use, and nothing else: no
 * comments, no doctype, no entities but letters by their number. A file that a reader could take in two ways is none.
 */
export function readTree(file: string): Tree | string {
  if (!file.startsWith(HEAD)) return 'it does not begin as XML in UTF-8';
  const root: Tree = { name: '', attributes: {}, children: [], text: '', path: '' };
  const open: Tree[] = [root];
  const parts = new RegExp(PART);
  parts.lastIndex = HEAD.length;
  while (parts.lastIndex < file.length) {
    const at = parts.lastIndex;
    const found = parts.exec(file);
    if (!found) return `it is no well-formed XML from letter ${at + 1} on`;
    const [, ends, name = '', attributes = '', alone, text] = found;
    const within = open.at(-1) as Tree;
    if (text !== undefined) {
      const plain = unescaped(text);
      if (plain === undefined) return `it has an entity from letter ${at + 1} on that is none`;
      within.text += plain;
    } else if (ends === '/') {
      if (within.name !== name || open.length === 1) return `${name} ends where ${within.name || 'nothing'} is open`;
      open.pop();
    } else {
      const made = elementIn(within, name, attributes);
      within.children.push(made);
      if (alone !== '/') open.push(made);
    }
  }
  const [first, second] = root.children;
  if (open.length > 1) return `${open.at(-1)?.name} does not end`;
  if (root.text.trim() !== '' || second !== undefined) return 'it has more than one document in it';
  return first ?? 'it is empty';
}

function elementIn(within: Tree, name: string, attributes: string): Tree {
  const before = within.children.filter((child) => child.name === name).length;
  const own = name === 'CdtTrfTxInf' ? `${name} ${before + 1}` : name;
  return {
    name,
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
    children: [],
    text: '',
    path: within.path === '' ? own : `${within.path}, ${own}`,
  };
}

function unescaped(text: string): string | undefined {
  if (text.replace(/&#\d{1,6};/g, '').includes('&')) return undefined;
  return text.replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
