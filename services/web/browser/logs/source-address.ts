/** The address of the page of one log, below the base path. */
export const sourceAddress = (name: string): string => `/logs/${encodeURIComponent(name)}`;

/** The name of the log whose page is at `pathname`, which may have a base path before it; undefined for another page. */
export function sourceAt(pathname: string): string | undefined {
  const text = /\/logs\/([^/]+)$/.exec(pathname)?.[1];
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
