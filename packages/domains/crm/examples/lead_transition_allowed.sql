SELECT app.lead_transition_allowed('new', 'contacted') AS to_contacted,
       app.lead_transition_allowed('converted', 'new') AS back_to_new;
