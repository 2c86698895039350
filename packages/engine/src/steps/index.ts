export { domainOfName, kindOfName, numberOfName, type StepKind } from '../ledger/recorded-name.ts';
export type { LinkStep, MigrationStep, Step } from './step.ts';
