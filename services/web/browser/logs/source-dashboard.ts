import { chart, rate, stat } from '../../../../dashboards/helpers.ts';
import type { Dashboard } from '../../../../dashboards/model.ts';
import type { Tags } from '../../../shared/metric.ts';

/** The charts of one log, whose series have these tags. */
export function sourceDashboard(title: string, tags: Tags): Dashboard {
  const own = Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, [value]]));
  const counted = (metric: string, label: string, levels?: readonly string[]) =>
    rate(metric, label, { where: { ...own, ...(levels ? { level: levels } : {}) } });
  return {
    uid: 'log',
    title,
    description: 'What is counted of one log, and how it is read.',
    variables: [],
    marks: false,
    rows: [
      {
        title: 'Overview',
        panels: [
          stat(
            6,
            { title: 'Lines', unit: 'perSecond', description: 'Lines of this log.', noValue: 0 },
            counted('log.lines', 'lines'),
          ),
          stat(
            6,
            { title: 'Volume', unit: 'bytesPerSecond', description: 'Bytes of this log.', noValue: 0 },
            counted('log.bytes', 'bytes'),
          ),
          stat(
            6,
            {
              title: 'Errors',
              unit: 'perSecond',
              description: 'Lines of severity error and fatal.',
              thresholds: { warn: 0, bad: 1 },
              noValue: 0,
            },
            counted('log.entries', 'errors', ['error', 'fatal']),
          ),
          stat(
            6,
            { title: 'Warnings', unit: 'perSecond', description: 'Lines of severity warn.', noValue: 0 },
            counted('log.entries', 'warnings', ['warn']),
          ),
        ],
      },
      {
        title: 'Severity',
        panels: [
          chart(
            24,
            {
              title: 'Entries by severity',
              unit: 'perSecond',
              description: 'Lines by severity; `unknown` where a line shows none.',
              stacked: true,
            },
            rate('log.entries', '{{level}}', { groupBy: ['level'], where: own }),
          ),
        ],
      },
    ],
  };
}

/** The tags by which the series of a log are told from all others, as far as its name tells without the log-tailer. */
export function guessTags(name: string): Tags {
  if (name.startsWith('/')) return { file: name };
  return name.startsWith('journal:') ? { unit: name.slice('journal:'.length) } : { container: name };
}

/** Of the tags of a log those that stay: a container that was made anew may have another image. */
export function lastingTags({ host, tags }: { readonly host: string; readonly tags: Tags }): Tags {
  const { file, container } = tags;
  if (file !== undefined) return { host, file };
  return container === undefined ? { host, ...tags } : { host, container };
}
