import type { Expression, ObjectExpression, Program, Statement } from 'oxc-parser';
import type { ParsedModule } from './parse-module.ts';

/** A value that can be read off a source. */
export type StaticValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly StaticValue[]
  | { readonly [key: string]: StaticValue };

/** The value of an export, or why it cannot be read without running the module, and where. */
export type ExportedValue =
  | { readonly value: StaticValue }
  | { readonly unreadable: string; readonly at: number };

/**
 * The value of an exported constant, worked out from the text: literals, other constants of the module, templates and
 * sums of texts, spreads, `Object.freeze`, and whatever types say beside.
 *
 * @returns undefined when the module exports no such name.
 */
export function exportedValue(module: ParsedModule, name: string): ExportedValue | undefined {
  const found = module.exports.get(name);
  if (found === undefined) return undefined;
  if (found.local === undefined) return { unreadable: 'comes from another file', at: found.at };
  try {
    return { value: valueOfName(found.local, { at: found.at, names: namesOf(module.program()), open: [] }) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message, at: error.at };
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: number;

  constructor(why: string, at: number) {
    super(why);
    this.at = at;
  }
}

/** What a name of the module stands for: the expression of a constant, or why it is none. */
type Binding = Expression | string;

interface Scope {
  /** Where the name is used that is being looked up. */
  readonly at: number;
  readonly names: ReadonlyMap<string, Binding>;
  /** Names that are being worked out: one that needs itself has no value. */
  readonly open: readonly string[];
}

function namesOf(program: Program): Map<string, Binding> {
  const names = new Map<string, Binding>();
  for (const statement of program.body) {
    const declared: Statement | typeof statement =
      statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
        ? statement.declaration
        : statement;
    if (declared.type === 'ImportDeclaration') {
      for (const { local } of declared.specifiers) names.set(local.name, 'comes from another file');
    } else if (declared.type === 'FunctionDeclaration' || declared.type === 'ClassDeclaration') {
      const what = declared.type === 'FunctionDeclaration' ? 'is a function' : 'is a class';
      if (declared.id !== null) names.set(declared.id.name, what);
    } else if (declared.type === 'VariableDeclaration') {
      for (const { id, init } of declared.declarations) {
        if (id.type !== 'Identifier') continue;
        const constant = declared.kind === 'const' && init !== null;
        names.set(id.name, constant ? init : `is declared by ${declared.kind}, which may be assigned anew`);
      }
    }
  }
  return names;
}

function valueOfName(name: string, scope: Scope): StaticValue {
  const binding = scope.names.get(name);
  if (binding === undefined && name === 'undefined') return undefined;
  if (binding === undefined) throw new Unreadable(`${name} is no constant of this file`, scope.at);
  if (typeof binding === 'string') throw new Unreadable(`${name} ${binding}`, scope.at);
  if (scope.open.includes(name)) throw new Unreadable(`${name} needs itself`, scope.at);
  return evaluate(binding, { ...scope, open: [...scope.open, name] });
}

function evaluate(node: Expression, scope: Scope): StaticValue {
  switch (node.type) {
    case 'Literal':
      if (node.value instanceof RegExp || typeof node.value === 'bigint') break;
      return node.value;
    case 'Identifier':
      return valueOfName(node.name, { ...scope, at: node.start });
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return evaluate(node.expression, scope);
    case 'TemplateLiteral':
      return node.quasis
        .map(({ value }, i) => {
          const next = node.expressions[i];
          return `${value.cooked}${next === undefined ? '' : textOf(next, scope)}`;
        })
        .join('');
    case 'BinaryExpression':
      if (node.operator !== '+') break;
      return [node.left, node.right].map((side) => textOf(side, scope)).join('');
    case 'UnaryExpression':
      if (node.operator !== '!') break;
      return !evaluate(node.argument, scope);
    case 'ArrayExpression':
      return node.elements.flatMap((element): readonly StaticValue[] => {
        if (element === null) throw new Unreadable('has a gap', node.start);
        if (element.type !== 'SpreadElement') return [evaluate(element, scope)];
        const spread = evaluate(element.argument, scope);
        if (!isList(spread)) throw new Unreadable('is spread and no list', element.start);
        return spread;
      });
    case 'ObjectExpression':
      return objectOf(node, scope);
    case 'CallExpression': {
      const [frozen] = node.arguments;
      const { callee } = node;
      if (
        callee.type === 'MemberExpression' &&
        !callee.computed &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'Object' &&
        !scope.names.has('Object') &&
        callee.property.name === 'freeze' &&
        frozen !== undefined &&
        frozen.type !== 'SpreadElement'
      )
        return evaluate(frozen, scope);
      break;
    }
  }
  throw new Unreadable('is worked out when the file runs', node.start);
}

function objectOf(node: ObjectExpression, scope: Scope): StaticValue {
  const entries = node.properties.flatMap((property): [string, StaticValue][] => {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(property.argument, scope);
      if (!isRecord(spread)) throw new Unreadable('is spread and no object', property.start);
      return Object.entries(spread);
    }
    if (property.kind !== 'init') throw new Unreadable('is worked out when the file runs', property.start);
    const { key } = property;
    if (key.type === 'PrivateIdentifier') throw new Unreadable('is no key', key.start);
    const name = !property.computed && key.type === 'Identifier' ? key.name : textOf(key, scope);
    return [[name, evaluate(property.value, scope)]];
  });
  return Object.fromEntries(entries);
}

function textOf(node: Expression, scope: Scope): string {
  const value = evaluate(node, scope);
  if (typeof value !== 'string') throw new Unreadable('is no text', node.start);
  return value;
}

function isList(value: StaticValue): value is readonly StaticValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object with keys. */
export function isRecord(value: StaticValue): value is { readonly [key: string]: StaticValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
