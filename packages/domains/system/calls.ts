/** Calls of the functions of system, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Decimal, type Id, type Moment } from '@erp/kit/function-call';

export const system = {
  /** Makes the invited person an active member with the role of the invitation, once, and returns the tenant. With signed claims the person is theirs. A person who had left comes back; a suspended one does not. Raises 42501, the same for every reason. */
  acceptInvitation: functionCall<
    {
      token: string;
      userId?: Id | null | undefined;
    },
    string,
    'insufficient_privilege'
  >(
    'accept_invitation',
    'value',
    { token: 'text', userId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** What a code column takes, in the order in which the schema lists it: for screens that offer a choice, and for whoever guessed wrong. Read from the checks of the column, or from what generates it, so it never differs from what a row is held to. Raises 22023 for a table that is not there or a column without a list, naming those that there are. */
  allowedValues: functionCall<
    {
      table: string;
      column: string;
    },
    readonly string[],
    'invalid_parameter_value'
  >(
    'allowed_values',
    'value',
    { table: 'text', column: 'text' },
    { invalid_parameter_value: '22023' },
  ),
  /** The account that the signed claims of the request name (sub), or NULL without one. Raises 42501 when it is no UUID. */
  claimedAccount: functionCall<
    Record<never, never>,
    string | null,
    'insufficient_privilege'
  >(
    'claimed_account',
    'value',
    {},
    { insufficient_privilege: '42501' },
  ),
  /** Invites an e-mail address to the current tenant with a role (the default role when none is named) and returns the token to send; it is stored nowhere. A former open invitation of the same address is revoked, so a second call gives another token. Needs members.manage and every permission of the role. Raises 42501. */
  createInvitation: functionCall<
    {
      email: string;
      roleId?: Id | null | undefined;
      validFor?: string | undefined;
    },
    string,
    'insufficient_privilege'
  >(
    'create_invitation',
    'value',
    { email: 'text', roleId: 'bigint', validFor: 'interval' },
    { insufficient_privilege: '42501' },
  ),
  /** Checks once per transaction that the user is an active member of the active tenant, and sets tenant, user and permissions for the rest of it. With signed claims the user is theirs; without a user only a service role may enter, with every permission. Raises 42501. */
  enterTenant: functionCall<
    {
      tenantId: Id;
      userId?: Id | null | undefined;
    },
    void,
    'insufficient_privilege'
  >(
    'enter_tenant',
    'nothing',
    { tenantId: 'bigint', userId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** Erases every column that a domain declares to be about a member (sys_personal_columns) in all rows of one who has left the current tenant: the name, reasons and remarks in schedules, leave and evaluations, addresses and devices in the logs. Rows and the number stay, so that it is known that the same person did this and that; the login in sys_users is shared with other tenants and is not touched. False when it was done before. Needs members.erase. Raises P0002, 55000 when the member has not left. */
  eraseMember: functionCall<
    {
      userId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'erase_member',
    'value',
    { userId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Forgets what app.enter_tenant has set, for the rest of the transaction. */
  leaveTenant: functionCall<
    Record<never, never>,
    void,
    never
  >(
    'leave_tenant',
    'nothing',
    {},
    {},
  ),
  /** The next number of a kind of document in the current tenant, e.g. ORD-2026-000042. A second call is a second one. Needs a permission of the kind in sys_document_kinds, for a kind of the tenant's own that of its sequence. Raises 42501, P0002 for an unknown kind, 22008 for a day outside the calendar. gap_free: documents of the kind wait for each other until commit, so call it last. fast: numbers come from blocks, a session waits only while another one opens a new block; order and gaps are not promised, and no number comes twice. A rollback gives the number back in both. */
  nextDocumentNumber: functionCall<
    {
      kind: string;
      on?: Moment | undefined;
    },
    string,
    'datetime_field_overflow' | 'insufficient_privilege' | 'no_data_found'
  >(
    'next_document_number',
    'value',
    { kind: 'text', on: 'date' },
    { datetime_field_overflow: '22008', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** For db-pre-request of PostgREST: enters the tenant that the signed claims name (tenant_id, or app_metadata.tenant_id), else the one of the header x-tenant-id. Without either the request runs outside any tenant and sees nothing. Raises 42501, also for a claim or header of odd shape. */
  preRequest: functionCall<
    Record<never, never>,
    void,
    'insufficient_privilege'
  >(
    'pre_request',
    'nothing',
    {},
    { insufficient_privilege: '42501' },
  ),
  /** For functions that are given a code: raises 22023 unless the column takes the value, and lists what it takes. NULL is no code: where one may be left out, ask only when it is there. */
  requireAllowed: functionCall<
    {
      table: string;
      column: string;
      value: string;
    },
    void,
    'invalid_parameter_value'
  >(
    'require_allowed',
    'nothing',
    { table: 'text', column: 'text', value: 'text' },
    { invalid_parameter_value: '22023' },
  ),
  /** Raises 54000 when a call brings more of something than one call does in a time that others can wait for. */
  requireAtMost: functionCall<
    {
      what: string;
      count: Id;
      most: Id;
    },
    void,
    'program_limit_exceeded'
  >(
    'require_at_most',
    'nothing',
    { what: 'text', count: 'bigint', most: 'bigint' },
    { program_limit_exceeded: '54000' },
  ),
  /** For functions that take a code from an open list: raises 22023 unless it is written like one; NULL is let through. */
  requireCode: functionCall<
    {
      what: string;
      value: string;
    },
    void,
    'invalid_parameter_value'
  >(
    'require_code',
    'nothing',
    { what: 'text', value: 'text' },
    { invalid_parameter_value: '22023' },
  ),
  /** For functions that take a row as JSON: app.require_allowed for each code column of the table that the object has. Raises 22023. */
  requireCodes: functionCall<
    {
      table: string;
      values: unknown;
    },
    void,
    'invalid_parameter_value'
  >(
    'require_codes',
    'nothing',
    { table: 'text', values: 'jsonb' },
    { invalid_parameter_value: '22023' },
  ),
  /** Raises 22023 when a value has more decimals than the column that it goes to keeps: PostgreSQL would round it before any check sees it, a price of 0.00001 to nothing. For functions that take amounts, prices and quantities. */
  requireDecimals: functionCall<
    {
      what: string;
      value: Decimal;
      decimals: number;
    },
    void,
    'unknown' | 'invalid_parameter_value'
  >(
    'require_decimals',
    'nothing',
    { what: 'text', value: 'numeric', decimals: 'integer' },
    { unknown: '00001', invalid_parameter_value: '22023' },
  ),
  /** Raises 42501 when a role of the current tenant permits something that its user may not do. */
  requireGrantableRole: functionCall<
    {
      roleId: Id;
    },
    void,
    'insufficient_privilege'
  >(
    'require_grantable_role',
    'nothing',
    { roleId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** Raises 42501 unless a tenant has been entered and its user holds the permission. */
  requirePermission: functionCall<
    {
      permission: string;
    },
    void,
    'insufficient_privilege'
  >(
    'require_permission',
    'nothing',
    { permission: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Takes back an open invitation of the current tenant; one that is used or revoked stays as it is. Needs members.manage. */
  revokeInvitation: functionCall<
    {
      invitationId: Id;
    },
    void,
    'insufficient_privilege'
  >(
    'revoke_invitation',
    'nothing',
    { invitationId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** For app.allowed_values: the checks and generating expressions of a table, or of one column, that are lists of texts, each with the pattern that finds a text in it. */
  valueLists: functionCall<
    {
      table: string;
      column?: string | null | undefined;
    },
    { column_name: string | null; list: string | null; pattern: string | null }[],
    never
  >(
    'value_lists',
    'rows',
    { table: 'regclass', column: 'text' },
    {},
  ),
};
