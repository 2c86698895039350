SELECT app.has_permission('members.manage') AS members, app.has_permission('nothing.of_the_kind') AS nothing;
