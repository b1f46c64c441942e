/** Requests for running values that are answered at a time: one of many series takes tens of milliseconds and some megabytes. */
export const mostReaders = 4;

/** What any further request is told, with 503. */
export const tooManyReaders = `others are asking this already, ${mostReaders} at a time: ask again in a second`;
