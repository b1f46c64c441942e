/** A page that is younger than this would only come back here; milliseconds. */
const leastAge = 30_000;

/**
 * Loads the page anew, with its view, when the proxy before us refuses its session: that is how the proxy gets to
 * renew it, or to ask for a login.
 */
export function logInAgain(): void {
  if (performance.now() >= leastAge) location.reload();
}
