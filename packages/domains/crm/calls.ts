/** Calls of the functions of crm, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id } from '@erp/kit/function-call';

export const crm = {
  /** Adds a way to reach a person and returns it; the same contact again returns the one that is there, verified or preferred if either was. An e-mail address or number may be written in any way. Details: contact_type (needed for a handle), is_primary (the former one loses it), is_verified, platform_name, platform_user_id, platform_page_id, platform_profile_url. Needs crm.write. Raises 22023, P0002, 55000 for an erased person. */
  addContact: functionCall<
    {
      personId: Id;
      contact: string;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'add_contact',
    'value',
    { personId: 'bigint', contact: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Takes in an enquiry and returns the lead. Whoever has the contact already (app.find_person, the likeliest) is the one who asks, else a person is added; while a lead of theirs is open, that one is returned, so a form that is sent twice makes one. Details: contact_type and platform_name for a handle, is_verified, platform_user_id, platform_page_id, platform_profile_url, assigned_to; display_name, title, intention and notes of a new person. Needs crm.write. Raises 22023. */
  captureLead: functionCall<
    {
      contact: string;
      source?: string | null | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'capture_lead',
    'value',
    { contact: 'text', source: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** Makes a lead a customer, once, and returns the customer; a second call returns the same one, and may still name the order that was won. Two leads of one person lead to one customer. Needs crm.write. Raises P0002, 22023 for the order of another customer, 55000 when the lead is lost or has won another order. */
  convertLead: functionCall<
    {
      leadId: Id;
      orderId?: Id | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'convert_lead',
    'value',
    { leadId: 'bigint', orderId: 'bigint' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Makes a person a customer without a lead and returns the customer; a second call returns the one that is there, as it is. Details: source, customer_rank. A lead becomes one by app.convert_lead. Needs crm.write. Raises 22023, P0002, 55000 for an erased person. */
  createCustomer: functionCall<
    {
      personId: Id;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'create_customer',
    'value',
    { personId: 'bigint', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Opens a chance to sell something to a person and returns it; the same key again returns the first one. Details: stage (prospecting unless said), priority, assigned_to, campaign_id, estimated_value with currency_code, probability_score (percent), expected_close_date, interested_products (a list of words). By a trigger it has a history from then on. Needs crm.write. Raises 22023, P0002, 55000 for an erased person, 23505 when the key has made something else. */
  createOpportunity: functionCall<
    {
      personId: Id;
      details?: unknown | undefined;
      idempotencyKey?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'create_opportunity',
    'value',
    { personId: 'bigint', details: 'jsonb', idempotencyKey: 'text' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Adds a person with contacts and addresses and returns it. The same outside key, or without one the same contacts and name, returns the person that is there, as it is; without key and contacts a second call is a second one. Contacts as app.add_contact takes them, each with contact. Details: external_key, display_name, title, birth_date, five_element, intention, notes, custom_attributes, addresses (type, address_line1, address_line2, city, state, country, postal_code, is_default; the first is preferred unless it is said). Needs crm.write. Raises 22023, 55000 where the key is that of an erased person. */
  createPerson: functionCall<
    {
      contacts?: unknown | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'create_person',
    'value',
    { contacts: 'jsonb', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Erases every column that a domain declares as personal (sys_personal_columns) in all rows that belong to a person: in contacts and profile, orders, messages, reviews, notes, alerts and in what the audit recorded of them, also of persons merged into this one. Rows stay for the books without them, unless declared to go; declared reasons say what is kept. A hash of the outside key lets an import know the person again. False when it was done before. Needs crm.erase. Raises P0002. */
  erasePerson: functionCall<
    {
      personId: Id;
    },
    boolean,
    'insufficient_privilege' | 'no_data_found'
  >(
    'erase_person',
    'value',
    { personId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** All that the current tenant has about a person, over all domains that are installed: rows that point at the person or customer, what belongs to these, notes, alerts and logs about them; and what stays when the person is erased, with the reason. Columns about members are left out. Needs crm.export. Raises P0002. */
  exportPerson: functionCall<
    {
      personId: Id;
    },
    unknown,
    'insufficient_privilege' | 'no_data_found'
  >(
    'export_person',
    'value',
    { personId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Who in the current tenant can be reached by an e-mail address, a number or a handle, in whatever way it is written; the likeliest first. Families share a number, so there may be several. */
  findPerson: functionCall<
    {
      contact: string;
    },
    { person_id: string | null; contact_type: string | null; is_verified: boolean | null; is_primary: boolean | null }[],
    never
  >(
    'find_person',
    'rows',
    { contact: 'text' },
    {},
  ),
  /** Whom an outside key means in the current tenant: present, merged into another one (whose number is returned), or erased. Imports ask before they add a person. */
  findPersonByKey: functionCall<
    {
      externalKey: string;
    },
    { person_id: string | null; state: string | null }[],
    never
  >(
    'find_person_by_key',
    'rows',
    { externalKey: 'text' },
    {},
  ),
  /** Whether a lead may go from one status to another: the one place where the paths of a lead are written down. A lost lead can be taken up again, a converted one stays converted. */
  leadTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'lead_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Makes two persons one: everything that points at the dropped one, in any domain, points at the kept one; what cannot be there twice is put together; crm_person_merges keeps the record and the redirect. The kept person is known since the earlier of the two. Returns the kept person; the same again when they are one already. Needs crm.merge. Raises P0002, 22023 for one and the same, 55000 when one of them is somebody else by now or has been erased, 23505 when a table of another domain cannot hold both. */
  mergePersons: functionCall<
    {
      keep: Id;
      drop: Id;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'merge_persons',
    'value',
    { keep: 'bigint', drop: 'bigint' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** A handle the way crm_personal_contacts stores it: e-mail in lower case, an international number in E.164 form, anything else trimmed. */
  normalizeContact: functionCall<
    {
      contact: string;
    },
    string,
    never
  >(
    'normalize_contact',
    'value',
    { contact: 'text' },
    {},
  ),
  /** Whether an opportunity may go from where it stands, a stage while it is open and an outcome afterwards, to another stage or outcome: among the stages in any order, to won, lost or abandoned; lost and abandoned are taken up again at a stage; won stays. Null for an unknown one. */
  opportunityTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'opportunity_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** The number of a person today: itself, or that of the person it was merged into; NULL when the current tenant knows neither. */
  resolvePerson: functionCall<
    {
      personId: Id;
    },
    string | null,
    never
  >(
    'resolve_person',
    'value',
    { personId: 'bigint' },
    {},
  ),
  /** Moves a lead to another status along an allowed path and, by a trigger, writes the history. False when it is there already. Needs crm.write. Raises 22023 for an unknown status, P0002, 55000 when there is no such path. */
  transitionLead: functionCall<
    {
      leadId: Id;
      to: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_lead',
    'value',
    { leadId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves an opportunity to a stage (prospecting, qualification, proposal, negotiation) or closes it as won, lost or abandoned and, by a trigger, writes the history; a lost one is taken up again at a stage. Won makes the person a customer, and may name the order, at once or later, which must be the same person's. False when it is there already. Needs crm.write. Raises 22023, P0002, 55000 when there is no such path or another order was won. */
  transitionOpportunity: functionCall<
    {
      opportunityId: Id;
      to: string;
      note?: string | null | undefined;
      orderId?: Id | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_opportunity',
    'value',
    { opportunityId: 'bigint', to: 'text', note: 'text', orderId: 'bigint' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
};
