/** Rules that need more than the database; context-rules.test.ts plants their faults. */
export const CONTEXT_CASES: readonly string[] = ['0054', '0055', '0056'];
