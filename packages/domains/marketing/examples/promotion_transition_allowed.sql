SELECT app.promotion_transition_allowed('draft', 'active') AS on,
       app.promotion_transition_allowed('active', 'draft') AS back;
