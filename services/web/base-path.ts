/** What every page's route begins with inside: no address leads there but by {@link routeOf}. */
export const pageRoutes = '/pages';

/**
 * The route of an address, `url`, while the pages are served below `basePath`. The API has its own addresses whatever
 * that is; the state of the parts is at /healthz, and below the pages too, where a proxy has a /healthz of its own.
 */
export function routeOf(url: string, basePath: string): string {
  if (url.startsWith('/api/') || isHealth(url)) return url;
  if (!url.startsWith(basePath)) return '/outside';
  const below = url.slice(basePath.length - 1);
  return isHealth(below) ? below : pageRoutes + below;
}

const isHealth = (url: string) => /^\/healthz(?:\?|$)/.test(url);
