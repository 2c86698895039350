SELECT app.sms_transition_allowed('queued', 'sent') AS on, app.sms_transition_allowed('delivered', 'queued') AS back;
