SELECT app.accept_delivery('shop', 'example-1') AS first, app.accept_delivery('shop', 'example-1') AS again;
