INSERT INTO sys_audited_tables (table_name, masked_columns, watched_columns, added_when) VALUES ('things', '{phone}'::text[], '{price,phone}'::text[], 'NEW.kind = ''own''') ON CONFLICT (table_name) DO NOTHING;
INSERT INTO sys_audited_tables (table_name, masked_columns, watched_columns, added_when) VALUES ('parts', '{}'::text[], '{price}'::text[], NULL) ON CONFLICT (table_name) DO NOTHING;
DELETE FROM sys_audited_tables WHERE (table_name, masked_columns, watched_columns, added_when) IS NOT DISTINCT FROM ('things', '{phone}'::text[], '{price,phone}'::text[], 'NEW.kind = ''own''');
DELETE FROM sys_audited_tables WHERE (table_name, masked_columns, watched_columns, added_when) IS NOT DISTINCT FROM ('parts', '{}'::text[], '{price}'::text[], NULL);
