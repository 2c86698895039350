SELECT app.conversation_transition_allowed('open', 'resolved') AS on,
       app.conversation_transition_allowed('resolved', 'open') AS back;
