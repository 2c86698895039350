SELECT app.allocate_backorders() AS lines_that_got_stock;
