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

function stringValue(literal: string): string {
  const body = literal.slice(1, -1);
  return body.replaceAll("\\'", "'").replaceAll('\\"', '"');
}
