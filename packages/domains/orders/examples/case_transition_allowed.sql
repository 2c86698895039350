SELECT app.case_transition_allowed('approved', 'received') AS on,
       app.case_transition_allowed('closed', 'approved') AS back;
