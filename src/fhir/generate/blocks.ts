/** A statement, or a loop or condition with statements in it. */
type Node = { readonly line: string; readonly body: Node[] | undefined };

/** Joins loops over one list, and equal conditions, so that each list of a resource is gone through once. */
export function joinBlocks(lines: readonly string[]): readonly string[] {
  return print(join(parse(lines.map((line) => line.trim()))), 2);
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
  return joined.map(({ line, body }) => ({ line, body: body && join(body) }));
}

function print(nodes: readonly Node[], depth: number): string[] {
  const indent = '  '.repeat(depth);
  return nodes.flatMap(({ line, body }) =>
    body ? [indent + line, ...print(body, depth + 1), `${indent}}`] : [indent + line],
  );
}
