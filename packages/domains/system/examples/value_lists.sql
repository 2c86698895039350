SELECT v.column_name, v.list FROM app.value_lists('sys_tenants') v ORDER BY v.column_name;
