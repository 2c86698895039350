SELECT app.next_document_number('order', '2026-11-01') AS number;
