export { CHOICES, type Choice, MEANING, waysOn } from './journal-problems.ts';
export {
  currentRows,
  type Ledger,
  type LedgerRow,
  readFunctionTexts,
  readLedger,
  readUndo,
} from './ledger.ts';
export { PartlyApplied } from './partly-applied.ts';
export { type RecordDetails, readRecordDetails } from './record-details.ts';
export { readUnfinished, type Unfinished } from './unfinished.ts';
