/** See built-file.js, which Node loads before it can read TypeScript. */
export function builtFile(file: string): string;
