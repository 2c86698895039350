create table "currencies" ("code" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), constraint "pk_currencies" primary key ("code"));
CREATE TRIGGER tr_currencies_updated_at BEFORE UPDATE ON currencies FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
ALTER TABLE currencies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY currencies_service ON currencies FOR ALL TO erp_definer, erp_service USING (true) WITH CHECK (true);
REVOKE ALL ON currencies FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON currencies TO erp_definer, erp_service;
