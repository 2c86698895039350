-- not run: it commits by itself, and what it removes is not taken back.
CALL app.erase_tenant_in_batches(4, 'example');
