/** Runs asynchronous tasks one at a time, in the order they came; one that fails does not keep the next from running. */
export type Queue = <Value>(task: () => Promise<Value>) => Promise<Value>;

/** An empty queue. It holds as many tasks as its callers start: they bound it. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return task => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}
