import { disarmTenant } from '@erp/kit/disarm';

/** What of sms acts outside: the outbox, and the accounts that send it. */
export const disarm = disarmTenant({
  sms_messages: {
    set: { status: "'cancelled'", due_at: 'NULL', provider_error_code: "'tenant_copied'" },
    where: "status IN ('queued', 'sending')",
    says: 'text messages that waited are cancelled',
  },
  sms_sender_accounts: {
    set: { is_active: 'false', credential_reference: 'NULL' },
    where: 'is_active OR credential_reference IS NOT NULL',
    says: 'sender accounts are inactive and without credentials',
  },
  sms_sender_phone_numbers: {
    set: { is_active: 'false', is_primary: 'false' },
    where: 'is_active',
    says: 'numbers to send from are inactive',
  },
  sms_service_accounts: {
    set: { is_active: 'false' },
    where: 'is_active',
    says: 'text services are inactive',
  },
});
