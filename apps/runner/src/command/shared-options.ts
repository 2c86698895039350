import { byDefault, flag, list, parsed, positive, seconds, text } from './option.ts';

/** Options that mean the same wherever they are given. */
export const ONLY = list('<domains...>', 'these domains and what they depend on, nothing else');
export const TO = text('<migration>', 'this migration and what it needs, e.g. crm/0007');
export const LOCK_TIMEOUT = byDefault(
  parsed('<seconds>', 'how long to wait for another runner', seconds),
  600,
);
export const ATTEMPTS = parsed('<n>', 'how often to try when another session holds a table (6)', positive);
export const YES = flag('do not ask');
export const ENCRYPT_TO = list('<recipients...>', 'encrypt it for these recipients of age, age1…');
export const IDENTITY = text('<file>', 'file of age that opens what is encrypted (ERP_BACKUP_IDENTITY)');
export const JSON_RESULT = flag('print the result as JSON');
export const JSON_IT = flag('print it as JSON');
