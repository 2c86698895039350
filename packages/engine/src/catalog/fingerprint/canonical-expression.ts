/** Text between parentheses, or outside of all; what is quoted is one piece, and never looked into. */
type Piece = string | readonly Piece[];

/**
 * Writes what PostgreSQL prints of an expression in the one form that it keeps when it is read back and printed
 * again, as a dump and a restore do. Two things are not kept: `((a OR b) OR c)` comes back as `(a OR b OR c)`, and
 * `(ARRAY[a, b])::text[]` as `ARRAY[(a)::text, (b)::text]`.
 *
 * Works on the text, which may have other words before and after it, and relies on the print: every AND and OR stands
 * in parentheses of its own.
 *
 * Source: `makeAndExpr`, `makeOrExpr` (gram.y) and `transformArrayExpr` (parse_expr.c) of PostgreSQL.
 */
export function canonicalExpression(text: string): string {
  return UNSETTLED.test(text) ? write(flatten(read(text))) : text;
}

/** What a text has that is not settled already; most have none, and need not be taken apart. */
const UNSETTLED = /\((?:[^']|'(?:[^']|'')*')*\) (?:AND|OR) |(?:AND|OR) \(|\(ARRAY\[/;

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|\b(?:AND|OR)\b|[^'"()]+?(?=['"()]|\b(?:AND|OR)\b|$)/gs;

function read(text: string): Piece[] {
  const open: Piece[][] = [[]];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '(') open.push([]);
    else if (token === ')' && open.length > 1) {
      const group = open.pop() as Piece[];
      open.at(-1)?.push(group);
    } else open.at(-1)?.push(token);
  }
  // Not balanced: no expression, so it stays what it is.
  return open.length === 1 ? (open[0] as Piece[]) : [text];
}

function write(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `(${write(piece)})`)).join('');
}

function flatten(pieces: readonly Piece[]): Piece[] {
  const inner = castElements(pieces.map((piece) => (typeof piece === 'string' ? piece : flatten(piece))));
  const operator = operatorOf(inner);
  if (operator === undefined) return inner;
  return operandsOf(inner, operator).flatMap((operand, i) => {
    const [only, ...more] = operand.filter((piece) => typeof piece !== 'string' || piece.trim() !== '');
    const nested = more.length === 0 && typeof only === 'object' && operatorOf(only) === operator;
    const separator: Piece[] = i === 0 ? [] : [operator];
    return [...separator, ...(nested ? spaced(only, operand) : operand)];
  });
}

/** The pieces of a group that takes the place of an operand, with the blanks that were around it. */
function spaced(group: readonly Piece[], operand: readonly Piece[]): Piece[] {
  const [first, last] = [operand.at(0), operand.at(-1)];
  return [
    ...(typeof first === 'string' ? [first] : []),
    ...group,
    ...(typeof last === 'string' ? [last] : []),
  ];
}

/** The operator that joins a group, where it is the same everywhere. */
function operatorOf(pieces: readonly Piece[]): 'AND' | 'OR' | undefined {
  if (pieces.includes('AND')) return pieces.includes('OR') ? undefined : 'AND';
  return pieces.includes('OR') ? 'OR' : undefined;
}

function operandsOf(pieces: readonly Piece[], operator: string): Piece[][] {
  const operands: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece === operator) operands.push([]);
    else operands.at(-1)?.push(piece);
  }
  return operands;
}

const ARRAY_TYPE = /^::([a-z][a-z0-9 ]*(?:\.[a-z0-9_]+)?)\[\]/;

/** Hands the type that an array is made to be down to its elements. */
function castElements(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const [piece, next] = [pieces[i] as Piece, pieces[i + 1]];
    const type = typeof next === 'string' ? ARRAY_TYPE.exec(next)?.[1] : undefined;
    const elements = typeof piece === 'object' && type !== undefined ? elementsOf(piece) : undefined;
    if (elements === undefined || typeof next !== 'string' || type === undefined) {
      result.push(piece);
      continue;
    }
    result.push('ARRAY[');
    elements.forEach((element, n) => void result.push(n === 0 ? '' : ', ', element, `::${type}`));
    result.push(']', next.slice(type.length + 4));
    i += 1;
  }
  return result;
}

/** The elements of a group that is nothing but a plain array; undefined for anything else. */
function elementsOf(group: readonly Piece[]): Piece[][] | undefined {
  const first = group[0];
  const last = group.at(-1);
  if (typeof first !== 'string' || !first.startsWith('ARRAY[')) return undefined;
  if (typeof last !== 'string' || !last.endsWith(']')) return undefined;
  const elements: Piece[][] = [[]];
  for (const [n, piece] of group.entries()) {
    if (typeof piece !== 'string' || /^['"]/.test(piece)) {
      elements.at(-1)?.push(piece);
      continue;
    }
    let text = piece;
    if (n === 0) text = text.slice('ARRAY['.length);
    if (n === group.length - 1) text = text.slice(0, -1);
    if (/[[\]]/.test(text)) return undefined;
    text.split(',').forEach((part, at) => {
      if (at > 0) elements.push([]);
      const trimmed = at > 0 ? part.trimStart() : part;
      if (trimmed !== '') elements.at(-1)?.push(trimmed);
    });
  }
  return elements;
}
