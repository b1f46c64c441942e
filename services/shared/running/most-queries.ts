/** Queries of one request for running values at most: more charts than these are on no screen. */
export const mostRunningQueries = 48;
