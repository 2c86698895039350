export { readFunctionTexts, readFunctionVersions, readUndo } from './function-versions.ts';
export { canNoteProgress, readStepsInProgress, type StepInProgress } from './in-progress.ts';
export { CHOICES, type Choice, MEANING, waysOn } from './journal-problems.ts';
export { currentRows, installedDomains, type Ledger, type LedgerRow, readLedger } from './ledger.ts';
export { type LedgerDetails, readLedgerDetails } from './ledger-details.ts';
export { isNotLedger, LEDGER_TABLE, namesLedger } from './ledger-tables.ts';
export { PartlyApplied } from './partly-applied.ts';
export { domainOfName, kindOfName, numberOfName, type StepKind } from './recorded-name.ts';
export { forgetByHand } from './script.ts';
