import type { Tally } from '../metrics/tally.ts';

/** What is counted of a request, or of an error in one, which nginx tells with its first line. */
const ofRequests = new Set(['http.server.requests', 'nginx.errors']);

/** A tally for the formats, which shows whether a line was of a request. */
export interface RequestWatch {
  readonly tally: Tally;
  /** Whether a request was counted since the last call. */
  take(): boolean;
}

/**
 * The line of a request holds what whoever made it chose, such as a path or the name of a browser: metrics in it would
 * be written by anyone. By the metric, and not by its format, a line is known as one however it is wrapped.
 */
export function watchRequests(tally: Tally): RequestWatch {
  let counted = false;
  return {
    tally: {
      ...tally,
      counter(name, tags) {
        const entry = tally.counter(name, tags);
        if (!ofRequests.has(name)) return entry;
        return {
          add(value) {
            counted = true;
            entry.add(value);
          },
        };
      },
    },
    take() {
      const taken = counted;
      counted = false;
      return taken;
    },
  };
}
