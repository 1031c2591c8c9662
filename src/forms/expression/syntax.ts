/** The part of FHIRPath in which a form works a value out from others. Plain JSON. */
export type Expression =
  | { readonly is: 'literal'; readonly value: number | string | boolean | null }
  | { readonly is: 'resource' }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'linked'; readonly of: Expression; readonly linkId: string }
  | { readonly is: 'call'; readonly of: Expression; readonly name: string; readonly digits?: number }
  | { readonly is: 'iif'; readonly when: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'minus'; readonly of: Expression };

export const MEMBERS = ['item', 'answer', 'value', 'code', 'system', 'unit'] as const;
export const CALLS = ['sum', 'count', 'exists', 'empty', 'first', 'last', 'not', 'descendants', 'round'] as const;

/** Loosest first, as in FHIRPath's table of precedence. */
export const PRECEDENCE: readonly (readonly string[])[] = [
  ['or', 'xor'],
  ['and'],
  ['=', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', 'div', 'mod'],
];

/** Every linkId that an expression reads. */
export function readsOf(expression: Expression): readonly string[] {
  switch (expression.is) {
    case 'literal':
    case 'resource':
      return [];
    case 'linked':
      return [expression.linkId, ...readsOf(expression.of)];
    case 'member':
    case 'call':
    case 'minus':
      return readsOf(expression.of);
    case 'iif':
      return [expression.when, expression.yes, expression.no].flatMap(readsOf);
    case 'binary':
      return [expression.left, expression.right].flatMap(readsOf);
  }
}
