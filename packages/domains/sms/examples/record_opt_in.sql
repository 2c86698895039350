SELECT app.record_opt_in('+447700900123', 'form', 'Yes, text me.') AS recorded;
