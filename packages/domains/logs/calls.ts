/** Calls of the functions of logs, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id } from '@erp/kit/function-call';

export const logs = {
  /** True for the first call with a delivery of a sender, false for every further one, also when many come at once: a second one waits for the first, and takes its place if that is rolled back. Call it in the transaction that handles the delivery. Needs logs.receive. */
  acceptDelivery: functionCall<
    {
      sentBy: string;
      deliveryId: string;
    },
    boolean,
    'insufficient_privilege'
  >(
    'accept_delivery',
    'value',
    { sentBy: 'text', deliveryId: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** The current user takes an open alert on; false when somebody has it already. Needs alerts.manage. Raises P0002, 55000 when it is resolved. */
  acknowledgeAlert: functionCall<
    {
      alertId: Id;
      note?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'acknowledge_alert',
    'value',
    { alertId: 'bigint', note: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Writes a note of the current user on a record of the tenant and returns its number. A second call is a second one. Needs notes.write. Raises P0002 when the record does not exist in the tenant, 22023 for an unknown type. While the domain of the record is not installed nothing can be looked up, and the note is taken. */
  addNote: functionCall<
    {
      recordType: 'order' | 'order_item' | 'product' | 'customer' | 'person' | 'lead' | 'shipment' | 'inventory' | 'task' | 'project' | 'campaign' | 'conversation';
      recordId: Id;
      content: string;
      noteType?: 'internal' | 'customer' | 'system' | undefined;
      isPrivate?: boolean | undefined;
      isPinned?: boolean | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'add_note',
    'value',
    { recordType: 'text', recordId: 'bigint', content: 'text', noteType: 'text', isPrivate: 'boolean', isPinned: 'boolean' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Records in logs_human what the current user did: create, update, delete, view, export, login, logout; on which record, with details, in which secrets are blanked out. Returns the number of the entry. A second call is a second one. Needs logs.write. */
  logEvent: functionCall<
    {
      action: string;
      entityType?: string | null | undefined;
      entityId?: Id | null | undefined;
      details?: unknown | undefined;
    },
    string,
    'insufficient_privilege'
  >(
    'log_event',
    'value',
    { action: 'text', entityType: 'text', entityId: 'bigint', details: 'jsonb' },
    { insufficient_privilege: '42501' },
  ),
  /** Records in logs_system what a job or an integration did for the current tenant: job_started, job_finished, job_failed, sync, cleanup; secrets in the details are blanked out. Returns the number of the entry. A second call is a second one. Needs logs.receive. */
  logSystemEvent: functionCall<
    {
      action: string;
      entityType?: string | null | undefined;
      entityId?: Id | null | undefined;
      details?: unknown | undefined;
      response?: string | null | undefined;
    },
    string,
    'insufficient_privilege'
  >(
    'log_system_event',
    'value',
    { action: 'text', entityType: 'text', entityId: 'bigint', details: 'jsonb', response: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Records one call of a webhook, in or out, every attempt for itself. Secrets in both bodies are blanked out, and of the address the query, the fragment and a password are left out. Returns the number of the entry. A second call is a second one. Needs logs.receive. Raises 22023. */
  logWebhook: functionCall<
    {
      direction: 'in' | 'out';
      endpoint: string;
      sentBy: string;
      request?: unknown | undefined;
      response?: unknown | undefined;
      status?: number | null | undefined;
      deliveryId?: string | null | undefined;
      attempt?: number | undefined;
      error?: string | null | undefined;
      durationMs?: number | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'log_webhook',
    'value',
    { direction: 'text', endpoint: 'text', sentBy: 'text', request: 'jsonb', response: 'jsonb', status: 'integer', deliveryId: 'text', attempt: 'integer', error: 'text', durationMs: 'integer' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** Whether the name of a column or of a JSON field says that its value is a secret. */
  namesSecret: functionCall<
    {
      name: string;
    },
    boolean,
    never
  >(
    'names_secret',
    'value',
    { name: 'text' },
    {},
  ),
  /** Raises an alert of a kind on a subject and returns it. While one is open, or taken on, it is the same one: raised once more, with the facts of now. A kind that the tenant does not have yet is made, with p_severity; one that is switched off raises nothing and returns NULL. The alert stays locked until the transaction ends: raise last, several in the order of their keys and subjects. Needs alerts.raise. Raises 22023 for an unknown severity. */
  raiseAlert: functionCall<
    {
      key: string;
      entityType: string;
      entityId: Id;
      details?: unknown | undefined;
      severity?: 'low' | 'medium' | 'high' | 'critical' | undefined;
    },
    string | null,
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'raise_alert',
    'value',
    { key: 'text', entityType: 'text', entityId: 'bigint', details: 'jsonb', severity: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** The same JSON with *** in place of every value whose name speaks of a secret: password, token, key, signature, card and the like. What is nested more than 64 deep becomes [nested too deeply]; of more than 250,000 characters the first are kept, and [truncated] says how many there were. Works in one pass and raises nothing, so that no log line is lost to what it says. For what goes into logs. */
  redactSecrets: functionCall<
    {
      data: unknown;
    },
    unknown,
    never
  >(
    'redact_secrets',
    'value',
    { data: 'jsonb' },
    {},
  ),
  /** Opens a resolved alert again; false when it is open. Needs alerts.manage. Raises P0002, 55000 when another one of the kind is open on the subject by now. */
  reopenAlert: functionCall<
    {
      alertId: Id;
      note?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'reopen_alert',
    'value',
    { alertId: 'bigint', note: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Ends an alert, with what was done about it; false when it was over already. Needs alerts.manage. Raises P0002. */
  resolveAlert: functionCall<
    {
      alertId: Id;
      notes?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'no_data_found'
  >(
    'resolve_alert',
    'value',
    { alertId: 'bigint', notes: 'text' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
};
