export { readSystem } from './database-facts.ts';
export type { CopyProgress } from './progress.ts';
export { inspectTarget, readMark } from './restore-target.ts';
