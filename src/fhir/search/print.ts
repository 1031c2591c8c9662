import type {
  ComponentValue,
  Filter,
  Include,
  NumberValue,
  QuantityValue,
  ReferenceValue,
  SearchAst,
  TokenValue,
} from './ast.ts';
import { escape } from './escape.ts';
import type { SearchParameter } from './parse.ts';

/** The search as parameters again: reading them gives the same filters, order and shape. */
export function printSearch(ast: SearchAst): readonly SearchParameter[] {
  const { count, total, summary, elements, sort } = ast;
  return [
    ...ast.filters.map((filter): SearchParameter => [printName(filter), printValue(filter)]),
    ...(sort.length > 0
      ? [pair('_sort', sort.map((one) => `${one.descending ? '-' : ''}${one.parameter}`).join(','))]
      : []),
    ...(count === undefined ? [] : [pair('_count', String(count))]),
    ...ast.include.map((one) => printInclude('_include', one)),
    ...ast.revinclude.map((one) => printInclude('_revinclude', one)),
    ...(total === undefined ? [] : [pair('_total', total)]),
    ...(summary === undefined ? [] : [pair('_summary', summary)]),
    ...(elements.length > 0 ? [pair('_elements', elements.join(','))] : []),
  ];
}

function pair(name: string, value: string): SearchParameter {
  return [name, value];
}

function printInclude(name: string, { type, parameter, target, iterate }: Include): SearchParameter {
  return [iterate ? `${name}:iterate` : name, [type, parameter, ...(target ? [target] : [])].join(':')];
}

function printName(filter: Filter): string {
  switch (filter.kind) {
    case 'missing':
      return `${filter.parameter}:missing`;
    case 'identifier':
      return `${filter.parameter}:identifier`;
    case 'has':
      return `_has:${filter.type}:${filter.parameter}:${printName(filter.filter)}`;
    case 'chain': {
      if (filter.written) return `${filter.parameter}.${filter.written.name}`;
      const [only] = filter.targets;
      return only ? `${filter.parameter}:${only.type}.${printName(only.filter)}` : filter.parameter;
    }
    case 'token':
    case 'string':
    case 'reference':
    case 'uri':
      return filter.modifier ? `${filter.parameter}:${filter.modifier}` : filter.parameter;
    default:
      return filter.parameter;
  }
}

function printValue(filter: Filter): string {
  switch (filter.kind) {
    case 'missing':
      return String(filter.missing);
    case 'has':
      return printValue(filter.filter);
    case 'chain':
      return filter.written?.value ?? (filter.targets[0] ? printValue(filter.targets[0].filter) : '');
    case 'id':
    case 'string':
    case 'uri':
      return filter.values.map(escape).join(',');
    case 'token':
      return filter.values
        .map((value) => (filter.modifier === 'of-type' ? printOfType(value) : printToken(value)))
        .join(',');
    case 'identifier':
      return filter.values.map(printToken).join(',');
    case 'date':
    case 'number':
      return filter.values.map(printNumber).join(',');
    case 'quantity':
      return filter.values.map(printQuantity).join(',');
    case 'reference':
      return filter.values.map(printReference).join(',');
    case 'composite':
      return filter.values.map((parts) => parts.map(printComponent).join('$')).join(',');
  }
}

function printToken({ system, code }: TokenValue): string {
  if (system === undefined) return escape(code ?? '');
  return `${escape(system)}|${escape(code ?? '')}`;
}

function printOfType({ system = '', code = '' }: TokenValue): string {
  const bar = code.indexOf('|');
  return `${escape(system)}|${escape(code.slice(0, bar))}|${escape(code.slice(bar + 1))}`;
}

function printNumber({ prefix, text }: Pick<NumberValue, 'prefix' | 'text'>): string {
  return prefix === 'eq' ? text : prefix + text;
}

function printQuantity(value: QuantityValue): string {
  const { system, code } = value;
  const unit = system === undefined && code === undefined ? '' : `|${escape(system ?? '')}|${escape(code ?? '')}`;
  return printNumber(value) + unit;
}

function printReference({ type, id, url, version }: ReferenceValue): string {
  if (url !== undefined) return escape(version === undefined ? url : `${url}|${version}`);
  return `${type === undefined ? '' : `${type}/`}${id ?? ''}${version === undefined ? '' : `/_history/${version}`}`;
}

function printComponent(part: ComponentValue): string {
  switch (part.kind) {
    case 'token':
      return printToken(part.value);
    case 'date':
    case 'number':
      return printNumber(part.value);
    case 'quantity':
      return printQuantity(part.value);
    case 'reference':
      return printReference(part.value);
    default:
      return escape(part.value);
  }
}
