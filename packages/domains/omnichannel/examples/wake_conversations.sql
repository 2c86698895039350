SELECT app.wake_conversations(100) >= 0 AS some_or_none;
