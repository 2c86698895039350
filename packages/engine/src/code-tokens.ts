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

/** The names that a module exports, read from its tokens without running it. */
export function exportedNames(tokens: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== 'export') continue;
    let next = i + 1;
    if (tokens[next] === '{') {
      for (next++; next < tokens.length && tokens[next] !== '}'; next++) {
        const name = tokens[next] ?? '';
        if (name !== ',' && name !== 'as' && tokens[next + 1] !== 'as') names.add(name);
      }
      continue;
    }
    if (tokens[next] === 'async') next++;
    if (/^(function|const|let|var)$/.test(tokens[next] ?? '')) {
      const name = tokens[next + 1] === '*' ? tokens[next + 2] : tokens[next + 1];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/**
 * The tokens between `export const <name> =` and the end of the literal that follows, brackets included; empty when
 * the source exports no such constant. Read without running, so the value has to be a literal.
 */
export function exportedLiteral(tokens: readonly string[], name: string): string[] {
  const start = tokens.findIndex(
    (token, i) => token === name && tokens[i - 1] === 'const' && tokens[i - 2] === 'export',
  );
  const equals = start < 0 ? -1 : tokens.indexOf('=', start);
  if (equals < 0) return [];
  const literal: string[] = [];
  let depth = 0;
  for (const token of tokens.slice(equals + 1)) {
    literal.push(token);
    if (/^[[{(]$/.test(token)) depth++;
    if (/^[\]})]$/.test(token)) depth--;
    if (depth === 0) break;
  }
  return literal;
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
