/** See code-cache.js, which Node loads before it can read TypeScript. */
export function codeCache(): string | false;
export function cacheFolderOf(root: string): string;
