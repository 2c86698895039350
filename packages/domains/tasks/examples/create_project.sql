SELECT app.create_project('EXAMPLE', 'New shop window') IS NOT NULL AS made;
