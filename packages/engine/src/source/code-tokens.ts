import jsTokens from 'js-tokens';

const SILENT = new Set([
  'WhiteSpace',
  'LineTerminatorSequence',
  'MultiLineComment',
  'SingleLineComment',
  'HashbangComment',
]);

/**
 * The tokens of a TypeScript or JavaScript source that carry meaning: no comments, no white space, quotes made
 * equal, optional semicolons and trailing commas left out. Two sources with equal tokens differ in formatting only.
 */
export function codeTokens(source: string): string[] {
  const tokens: string[] = [];
  for (const token of jsTokens(source)) {
    if (SILENT.has(token.type) || token.value === ';') continue;
    if (/^[)\]}]$/.test(token.value) && tokens.at(-1) === ',') tokens.pop();
    tokens.push(token.type === 'StringLiteral' ? JSON.stringify(stringValue(token.value)) : token.value);
  }
  return tokens;
}

/** Whether a module exports a function of this name whose body holds no statement, read without running it. */
export function exportsEmptyFunction(tokens: readonly string[], name: string): boolean {
  const start = tokens.findIndex(
    (token, i) => token === name && tokens[i - 1] === 'function' && tokens.slice(i - 3, i).includes('export'),
  );
  if (start < 0) return false;
  let depth = 0;
  let next = start + 1;
  for (; next < tokens.length; next++) {
    if (tokens[next] === '(') depth++;
    if (tokens[next] === ')' && --depth === 0) break;
  }
  const body = tokens.indexOf('{', next);
  return body >= 0 && tokens[body + 1] === '}';
}

function stringValue(literal: string): string {
  const body = literal.slice(1, -1);
  return body.replaceAll("\\'", "'").replaceAll('\\"', '"');
}
