/**
 * Runs a request that gets `milliseconds`: then its signal aborts, and the promise rejects, also where the request
 * does not heed the signal. `what` names the request in the error.
 */
export async function withTimeLimit<Value>(
  what: string,
  milliseconds: number,
  request: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no answer to ${what} within ${milliseconds / 1000} s`);
      reject(error);
      controller.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([request(controller.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
