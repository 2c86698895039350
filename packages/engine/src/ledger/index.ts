export { readFunctionTexts, readUndo } from './function-versions.ts';
export { readUnfinished, type Unfinished } from './in-progress.ts';
export { CHOICES, type Choice, MEANING, waysOn } from './journal-problems.ts';
export { currentRows, type Ledger, type LedgerRow, readLedger } from './ledger.ts';
export { PartlyApplied } from './partly-applied.ts';
export { type RecordDetails, readRecordDetails } from './record-details.ts';
