REVOKE INSERT, UPDATE, DELETE ON offers FROM erp_app;
GRANT INSERT (tenant_id, name, created_by), UPDATE (name) ON offers TO erp_app;
REVOKE INSERT, UPDATE ON bids FROM erp_app;
GRANT UPDATE (remark) ON bids TO erp_app;
REVOKE INSERT ON offer_status_history FROM erp_app;
REVOKE INSERT ON offer_status_history FROM erp_app;
GRANT INSERT ON offer_status_history TO erp_app;
REVOKE INSERT, UPDATE, DELETE ON offers FROM erp_app;
GRANT INSERT, UPDATE, DELETE ON offers TO erp_app;
