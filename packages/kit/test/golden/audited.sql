INSERT INTO sys_audited_tables (table_name, masked_columns) VALUES ('things', '{phone,email}');
INSERT INTO sys_audited_tables (table_name, masked_columns) VALUES ('parts', '{}');
DELETE FROM sys_audited_tables WHERE table_name = 'parts';
