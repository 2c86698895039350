SELECT app.opportunity_transition_allowed('proposal', 'won') AS to_won,
       app.opportunity_transition_allowed('won', 'proposal') AS back;
