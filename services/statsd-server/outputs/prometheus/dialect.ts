/** The two formats of the page; their specifications are at prometheus.io, "Exposition formats" and "OpenMetrics 1.0". */
export type Dialect = 'text' | 'openmetrics';

/** Their content types. */
export const contentTypes: Readonly<Record<Dialect, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** OpenMetrics where the header Accept prefers it, or likes it as well as plain text; the text format for anything else. */
export function dialectFor(accept = ''): Dialect {
  let openmetrics = 0;
  let text = 0;
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map(part => part.trim());
    const parameter = (name: string) => parameters.find(each => each.startsWith(`${name}=`))?.slice(name.length + 1);
    const quality = Number(parameter('q') ?? 1) || 0;
    const version = parameter('version');
    if (type === 'application/openmetrics-text' && (version === undefined || version === '1.0.0'))
      openmetrics = Math.max(openmetrics, quality);
    else if (type === 'text/plain' && (version === undefined || version === '0.0.4')) text = Math.max(text, quality);
  }
  return openmetrics > 0 && openmetrics >= text ? 'openmetrics' : 'text';
}
