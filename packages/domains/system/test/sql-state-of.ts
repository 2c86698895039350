/** The SQLSTATE with which the database refuses the work, or `'accepted'`, so that a test can name either. */
export async function sqlStateOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
