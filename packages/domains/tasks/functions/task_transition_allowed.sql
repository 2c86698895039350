-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.task_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE p_from
    WHEN 'todo' THEN p_to IN ('in_progress', 'in_review', 'done', 'cancelled')
    WHEN 'in_progress' THEN p_to IN ('todo', 'in_review', 'done', 'cancelled')
    WHEN 'in_review' THEN p_to IN ('in_progress', 'done', 'cancelled')
    WHEN 'done' THEN p_to = 'in_progress'
    WHEN 'cancelled' THEN p_to = 'todo'
  END
$$;

COMMENT ON FUNCTION app.task_transition_allowed(text, text) IS
  'Whether a task may go from one status to another: todo, in_progress and in_review forward, back and to cancelled; done is reopened as in_progress, cancelled as todo. Null for an unknown status.';
