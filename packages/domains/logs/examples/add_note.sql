SELECT app.add_note('sys_stores', s.id, 'Closed on Monday for stocktaking.') IS NOT NULL AS noted
FROM sys_stores s ORDER BY s.id LIMIT 1;
