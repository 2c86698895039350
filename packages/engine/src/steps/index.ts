export { loadSteps, runForward } from './kinds.ts';
export type { LinkStep, MigrationStep, Reason, Step } from './step.ts';
