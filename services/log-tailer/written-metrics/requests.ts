import type { Tally } from '../tally/tally.ts';

const ofRequests = 'http.server.requests';
/** Counted of an error in a request too, which nginx tells with the request's first line. */
const ofErrors = 'nginx.errors';

/** A tally for the formats, which shows whether a line was of a request. */
export interface RequestWatch {
  readonly tally: Tally;
  /** Whether the line was counted as a request. */
  isRequest(): boolean;
  /** Whether anything of a request was counted since the last call: the next line begins. */
  take(): boolean;
}

/**
 * The line of a request holds what whoever made it chose, such as a path or the name of a browser: metrics and exceptions
 * in it would be written by anyone. By the metric, and not by its format, a line is known as one however it is wrapped.
 */
export function watchRequests(tally: Tally): RequestWatch {
  let counted: string | undefined;
  return {
    tally: {
      ...tally,
      counter(name, tags) {
        const entry = tally.counter(name, tags);
        if (name !== ofRequests && name !== ofErrors) return entry;
        return {
          add(value) {
            counted = name;
            entry.add(value);
          },
        };
      },
    },
    isRequest: () => counted === ofRequests,
    take() {
      const taken = counted !== undefined;
      counted = undefined;
      return taken;
    },
  };
}
