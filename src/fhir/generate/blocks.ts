/** A statement, or a loop or condition with statements in it. */
type Node = { readonly line: string; readonly body: Node[] | undefined };

/**
 * The statements of a type, by the element of the resource that they read: a resource has a tenth of the elements of its type,
 * and asking for the others costs more than reading those that are there. Loops over one list are joined.
 */
export function byElement(lines: readonly string[]): readonly string[] {
  const always: Node[] = [];
  const cases = new Map<string, Node[]>();
  for (const node of parse(lines.map((line) => line.trim().replaceAll('r?.', 'r.')))) {
    const elements = elementsRead(node.line);
    if (elements.length === 0) always.push(node);
    for (const element of elements) cases.set(element, [...(cases.get(element) ?? []), node]);
  }
  const switched = [...cases]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([element, nodes]) => [`        case '${element}':`, ...print(join(nodes), 5), '          break;']);
  return [...print(always, 2), '    for (const key in r) {', '      switch (key) {', ...switched, '      }', '    }'];
}

/** A composite stands under each type of the choice that it needs; what is said of an absence stands under none. */
function elementsRead(line: string): readonly string[] {
  const condition = /^if \((.*?)\) composite/.exec(line)?.[1];
  if (condition !== undefined) return [...condition.matchAll(/\br\.(\w+)/g)].map((match) => match[1] ?? '');
  if (line.startsWith("flag(k, 'deceased'")) return [];
  return [...line.matchAll(/\br\.(\w+)/g)].slice(0, 1).map((match) => match[1] ?? '');
}

function parse(lines: readonly string[]): Node[] {
  const root: Node[] = [];
  const open: Node[][] = [root];
  for (const line of lines) {
    if (line === '}') open.pop();
    else if (line.endsWith('{')) {
      const body: Node[] = [];
      open.at(-1)?.push({ line, body });
      open.push(body);
    } else open.at(-1)?.push({ line, body: undefined });
  }
  return root;
}

function join(nodes: readonly Node[]): Node[] {
  const byLine = new Map<string, Node[]>();
  const joined: Node[] = [];
  for (const node of nodes) {
    const before = node.body && byLine.get(node.line);
    if (before) before.push(...(node.body ?? []));
    else if (node.body) {
      const body = [...node.body];
      byLine.set(node.line, body);
      joined.push({ line: node.line, body });
    } else if (!joined.some(({ line }) => line === node.line)) joined.push(node);
  }
  return joinComposites(joined).map(({ line, body }) => ({ line, body: body && join(body) }));
}

/** Composites of the same parts become one statement with several codes. */
function joinComposites(nodes: readonly Node[]): readonly Node[] {
  const codes = new Map<string, string[]>();
  for (const { line } of nodes) {
    const [, head, code] = COMPOSITE.exec(line) ?? [];
    if (head && code) codes.set(head, [...(codes.get(head) ?? []), code]);
  }
  return nodes.flatMap((node) => {
    const head = COMPOSITE.exec(node.line)?.[1];
    if (head === undefined) return [node];
    const all = codes.get(head);
    codes.delete(head);
    return all ? [{ line: `${head}${all.join(', ')});`, body: undefined }] : [];
  });
}

const COMPOSITE = /^(if .* composite\(k, .*\], )('[^']+')\);$/;

function print(nodes: readonly Node[], depth: number): string[] {
  const indent = '  '.repeat(depth);
  return nodes.flatMap(({ line, body }) =>
    body ? [indent + line, ...print(body, depth + 1), `${indent}}`] : [indent + line],
  );
}
