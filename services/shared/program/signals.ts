/** npm hands a Ctrl-C on that came from the terminal already: a signal so soon after the first, in milliseconds, is its echo. */
const echo = 1000;

/**
 * From now on the first SIGINT or SIGTERM calls `stop` and ends the process with 0 when that is through; a later one does
 * not wait. What is returned tells whether the first has come.
 */
export function stopOnSignal(stop: () => Promise<void>): () => boolean {
  let since: number | undefined;
  const onSignal = () => {
    if (since !== undefined) {
      if (performance.now() - since > echo) process.exit(1);
      return;
    }
    since = performance.now();
    process.stderr.write('Stopping: handing on what is held …\n');
    stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`Stopping failed: ${error instanceof Error ? error.stack : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => since !== undefined;
}
