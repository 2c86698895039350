SELECT count(*) AS stocks_whose_figures_differ FROM app.stock_discrepancies();
