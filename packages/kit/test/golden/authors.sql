CREATE TRIGGER tr_things_authors BEFORE INSERT OR UPDATE ON things FOR EACH ROW WHEN (current_setting('app.tenant_id', true) <> '') EXECUTE FUNCTION app.stamp_authors('created_by', 'updated_by');
CREATE TRIGGER tr_events_authors BEFORE INSERT OR UPDATE ON events FOR EACH ROW WHEN (current_setting('app.tenant_id', true) <> '') EXECUTE FUNCTION app.stamp_authors('recorded_by', '');
CREATE TRIGGER tr_drafts_authors BEFORE INSERT OR UPDATE ON drafts FOR EACH ROW WHEN (current_setting('app.tenant_id', true) <> '') EXECUTE FUNCTION app.stamp_authors('', 'updated_by');
DROP TRIGGER tr_events_authors ON events;
