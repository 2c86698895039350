SELECT app.schedule_transition_allowed('draft', 'confirmed') AS on,
       app.schedule_transition_allowed('completed', 'draft') AS back;
