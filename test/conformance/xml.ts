/** An element of an XML document; text between elements is kept in `inner`, the markup as it was written. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly inner: string;
};

const TAG = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

type Open = { name: string; attributes: Record<string, string>; children: Element[]; from: number };

/** Reads the XML of published test cases: elements, attributes, comments. Throws on tags that do not close each other. */
export function readXml(text: string): Element {
  const stack: Open[] = [{ name: '', attributes: {}, children: [], from: 0 }];
  for (const match of text.matchAll(TAG)) {
    const [whole, closes, name, attributes = '', closed] = match;
    if (name === undefined) continue;
    if (closes) {
      const open = stack.pop();
      if (open?.name !== name) throw new Error(`</${name}> closes <${open?.name}>`);
      stack.at(-1)?.children.push({ ...open, inner: text.slice(open.from, match.index) });
      continue;
    }
    const read = { name, attributes: attributesOf(attributes), children: [], from: match.index + whole.length };
    if (closed) stack.at(-1)?.children.push({ ...read, inner: '' });
    else stack.push(read);
  }
  const root = stack[0]?.children[0];
  if (stack.length !== 1 || !root) throw new Error('the document has no end');
  return root;
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
    name,
    unescaped(double ?? single ?? ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function unescaped(text: string): string {
  return text.replace(/&(#x?[\da-fA-F]+|\w+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}
