import { chart, gauge, rate, stat } from './helpers.ts';
import type { Dashboard, Row } from './model.ts';
import { containerVariable, hostVariable } from './variables.ts';

/** A line has either the path of a file, the name of a container, or a unit of the journal. */
const source = '{{file}}{{container}}{{unit}}';
const perSource = { groupBy: ['file', 'container', 'unit'] };
const perStatus = { groupBy: ['status_class'] };

const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      { title: 'Lines', unit: 'perSecond', description: 'Lines of all logs. A jump is a flood, zero is a silence.' },
      rate('log.lines', 'lines'),
    ),
    stat(
      4,
      {
        title: 'Volume',
        unit: 'bytesPerSecond',
        description: 'Bytes of all logs. Times a day: what they fill the disk with.',
      },
      rate('log.bytes', 'bytes'),
    ),
    stat(
      4,
      {
        title: 'Errors',
        unit: 'perSecond',
        description: 'Lines of severity error and fatal. Any that persist deserve a look into the log.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('log.entries', 'errors', { where: { level: ['error', 'fatal'] } }),
    ),
    stat(
      4,
      {
        title: 'Warnings',
        unit: 'perSecond',
        description: 'Lines of severity warn. A jump often precedes errors.',
        noValue: 0,
      },
      rate('log.entries', 'warnings', { where: { level: ['warn'] } }),
    ),
    stat(
      4,
      {
        title: 'HTTP requests',
        unit: 'perSecond',
        description: 'From access logs. Zero where there were some: nobody gets through.',
      },
      rate('http.server.requests', 'requests'),
    ),
    stat(
      4,
      {
        title: 'HTTP 5xx',
        unit: 'perSecond',
        description: 'Requests that the server failed to answer. Should be zero.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('http.server.requests', '5xx', { where: { status_class: ['5xx'] } }),
    ),
  ],
};

const severities: Row = {
  title: 'Severity',
  panels: [
    chart(
      12,
      {
        title: 'Entries by severity',
        unit: 'perSecond',
        description: 'Entries by severity, all sources. Errors that persist deserve a look into the log.',
        stacked: true,
      },
      rate('log.entries', '{{level}}', { groupBy: ['level'] }),
    ),
    chart(
      12,
      {
        title: 'Errors by source',
        unit: 'perSecond',
        description: 'Lines of severity error and fatal: whose they are.',
      },
      rate('log.entries', source, { ...perSource, where: { level: ['error', 'fatal'] } }),
    ),
  ],
};

const exceptions: Row = {
  title: 'Exceptions',
  panels: [
    chart(
      12,
      {
        title: 'Exceptions by type',
        unit: 'perSecond',
        description:
          'From stack traces of Java, Python, Go, Node and others. A new type often came with a new version.',
        stacked: true,
      },
      rate('log.exceptions', '{{exception_type}}', { groupBy: ['exception_type'] }),
    ),
    chart(
      12,
      {
        title: 'Exceptions by source',
        unit: 'perSecond',
        description: 'Whose stack traces they are.',
      },
      rate('log.exceptions', source, perSource),
    ),
  ],
};

const volume: Row = {
  title: 'Volume',
  panels: [
    chart(
      12,
      {
        title: 'Lines by source',
        unit: 'perSecond',
        description: 'Who writes most. A source that falls silent may hang.',
      },
      rate('log.lines', source, perSource),
    ),
    chart(
      12,
      { title: 'Bytes by source', unit: 'bytesPerSecond', description: 'Who fills the disk.' },
      rate('log.bytes', source, perSource),
    ),
  ],
};

const http: Row = {
  title: 'HTTP, from access logs',
  panels: [
    chart(
      8,
      {
        title: 'Requests by status',
        unit: 'perSecond',
        description: '5xx are failures of the server, 4xx of what it was asked.',
        stacked: true,
      },
      rate('http.server.requests', '{{status_class}}', perStatus),
    ),
    chart(
      8,
      {
        title: 'Bytes sent',
        unit: 'bytesPerSecond',
        description: 'Bodies of the answers. Flat at the top: the link is full.',
      },
      rate('http.server.response.bytes', '{{status_class}}', perStatus),
    ),
    chart(
      8,
      {
        title: 'Time to answer',
        unit: 'milliseconds',
        description: 'Where the log has it. One in twenty waits the 95th percentile, if statsd.percentiles has 95.',
      },
      gauge('http.server.request.duration', 'mean', { field: 'mean' }),
      gauge('http.server.request.duration', 'median', { field: 'median' }),
      gauge('http.server.request.duration', '95th percentile', { field: '95_percentile', aggregate: 'max' }),
      gauge('http.server.request.duration', 'slowest', { field: 'upper', aggregate: 'max' }),
    ),
  ],
};

/** What all logs together say. */
export const logs: Dashboard = {
  uid: 'logs',
  title: 'Logs',
  description: 'Lines, severities and HTTP requests of all logs, of files and of containers.',
  variables: [hostVariable('log.lines'), containerVariable('log.lines')],
  marks: true,
  rows: [overview, severities, exceptions, volume, http],
};
