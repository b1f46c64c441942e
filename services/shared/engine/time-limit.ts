/**
 * Runs a request that gets `milliseconds`, and no longer than until `stopping` aborts: then its signal aborts, and the
 * promise rejects, also where the request does not heed the signal. `what` names the request in the error.
 */
export async function withTimeLimit<Value>(
  what: string,
  milliseconds: number,
  request: (signal: AbortSignal) => Promise<Value>,
  stopping?: AbortSignal,
): Promise<Value> {
  stopping?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const givenUp = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  const timer = setTimeout(() => {
    controller.abort(new Error(`no answer to ${what} within ${milliseconds / 1000} s`));
  }, milliseconds);
  // AbortSignal.any would leave something of each request with a signal that outlives them all.
  const stop = () => controller.abort(stopping?.reason);
  stopping?.addEventListener('abort', stop);
  try {
    return await Promise.race([request(signal), givenUp]);
  } finally {
    clearTimeout(timer);
    stopping?.removeEventListener('abort', stop);
  }
}
