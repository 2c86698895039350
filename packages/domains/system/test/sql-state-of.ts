/** The SQLSTATE with which the database refuses the work, or `'accepted'`, so that a test can name either. */
export async function sqlStateOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

/** Waits until the work has ended or, far more likely, has been waiting for a lock for a while. */
export async function endedOrBlocked(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 300))]);
}
