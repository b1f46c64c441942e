const version = String.raw`(?:/v[0-9]+\.[0-9]+)?`;
/** A container's name or id: no slash, no percent sign, and no dot at the beginning. */
const container = '[A-Za-z0-9][A-Za-z0-9_.-]*';
/** An image's name may have slashes; no part of it begins with a dot, so none is `.` or `..`. */
const imagePart = '[A-Za-z0-9][A-Za-z0-9_.:@-]*';
const query = String.raw`(?:\?[\x21\x22\x24-\x7e]*)?`;

const paths = [
  ...['_ping', 'version', 'info', 'events'],
  ...['containers/json', `containers/${container}/(?:json|logs|stats|archive)`],
  ...['images/json', `images/(?:${imagePart}/)*${imagePart}/json`],
];

/**
 * A regular expression for the request lines that the gateway passes. It is held against the raw line, which is what
 * the engine would get: nothing in it has been decoded or shortened, so there is nothing to disagree about. The paths
 * are those of the [Docker Engine API](https://docs.docker.com/reference/api/engine/).
 */
export const passedRequests = `^GET ${version}/(?:${paths.join('|')})${query} HTTP/1\\.[01]$`;
