/** Ends a request of which nothing is heard for too long. */
export interface IdleLimit {
  /** The request's; aborted for good, with a TimeoutError. */
  readonly signal: AbortSignal;
  /** Waits for something of the request, for as long as is allowed. Between two waits time does not count. */
  during<Value>(wait: Promise<Value>): Promise<Value>;
}

/**
 * Allows for each wait so many milliseconds. Unlike AbortSignal.timeout, which counts from the request's beginning, that does not blame
 * the server for the time that whoever reads a long answer takes for its pieces.
 */
export function createIdleLimit(milliseconds: number): IdleLimit {
  const controller = new AbortController();
  const abort = () => controller.abort(new DOMException('nothing was heard in time', 'TimeoutError'));
  return {
    signal: controller.signal,
    async during(wait) {
      const timer = setTimeout(abort, milliseconds);
      try {
        return await wait;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
