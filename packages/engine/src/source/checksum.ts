import { createHash } from 'node:crypto';
import { codeTokens } from './code-tokens.ts';

/** Checksum of a migration's source in which formatting and comments do not count: 64 hex digits. */
export function checksumOfCode(source: string): string {
  return checksumOfTokens(codeTokens(source));
}

/** The same, of a source that has been taken apart already. */
export function checksumOfTokens(tokens: readonly string[]): string {
  return sha256(tokens.join('\n'));
}

/** Checksum of a text that is applied as it stands, such as a function file: 64 hex digits. */
export function checksumOfText(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n').trim());
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
