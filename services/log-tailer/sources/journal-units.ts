import type { Tags } from '../../shared/metric.ts';
import { levelOfNumber } from '../formats/level-words.ts';
import { find } from '../formats/scan.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { handOn, type LineLimits } from '../lines/line-sink.ts';
import type { OpenLogMetrics } from '../metrics/counted-log.ts';
import type { LogMetrics } from '../metrics/log-metrics.ts';
import type { Told } from '../metrics/told.ts';
import { cleanTagValue, otherValue } from '../tally/tag-values.ts';
import { unitTag } from './unit-name.ts';

/** Makes lines of the journal's entries, a log for each unit. */
export interface JournalUnits {
  entry(entry: JournalEntry): void;
  /** Forgets units that have said nothing for long, at `now` (epoch ms). */
  tidy(now: number): void;
  close(): void;
}

/** Units told apart at a time; those beyond are one. */
const mostUnits = 100;
/** Names of units as the journal has them, which are remembered. */
const mostNames = 1000;
/** A unit that has said nothing for so long makes room, milliseconds. */
const forgetAfter = 3_600_000;

/** What journald notes for what a service writes to its output and gives no severity. */
const priorityOfOutput = '6';
const lineFeed = 10;

interface Unit {
  readonly log: OpenLogMetrics;
  used: boolean;
  /** Epoch ms, of the tidying that found it used. */
  last: number;
}

/** None yet. `limits` may change. */
export function createJournalUnits(metrics: LogMetrics, limits: LineLimits, now: () => number): JournalUnits {
  const units = new Map<string, Unit>();
  /** By the name that the journal has. */
  let names = new Map<string, Unit>();

  const unitOf = (entry: JournalEntry): Unit => {
    const name = nameOf(entry);
    const known = names.get(name);
    if (known) return known;
    const wanted = identify(entry);
    const unit = units.get(wanted.key) ?? open(units.size < mostUnits ? wanted : otherUnit);
    if (names.size >= mostNames) names = new Map();
    names.set(name, unit);
    return unit;
  };

  const open = ({ key, name, tags }: UnitIdentity): Unit => {
    const known = units.get(key);
    if (known) return known;
    const log = metrics.open(name, tags);
    log.describe(() => ({ kind: 'journal' }));
    const unit = { log, used: true, last: now() };
    units.set(key, unit);
    return unit;
  };

  return {
    entry(entry) {
      const unit = unitOf(entry);
      unit.used = true;
      say(entry, unit.log, limits);
    },
    tidy(time) {
      let closed = false;
      for (const [tag, unit] of units) {
        if (unit.used) unit.last = time;
        unit.used = false;
        if (time - unit.last < forgetAfter) continue;
        unit.log.close();
        units.delete(tag);
        closed = true;
      }
      if (closed) names = new Map();
    },
    close() {
      for (const { log } of units.values()) log.close();
      units.clear();
      names.clear();
    },
  };
}

/** What tells entries of one unit, or one stream of a container, from others. */
function nameOf({ containerId, containerName, priority, transport, unit, identifier }: JournalEntry): string {
  if (containerId !== '') return `${containerName || otherValue}\n${streamOf(priority)}`;
  return (transport === 'kernel' ? transport : '') || unit || identifier || transport || otherValue;
}

/** How the metrics of a unit, or one stream of a container, are called. */
interface UnitIdentity {
  readonly key: string;
  readonly name: string;
  readonly tags: Tags;
}

const ofUnit = (tag: string): UnitIdentity => ({ key: tag, name: `journal:${tag}`, tags: { unit: tag } });
const otherUnit = ofUnit(otherValue);

function identify(entry: JournalEntry): UnitIdentity {
  const name = nameOf(entry);
  if (entry.containerId === '') return ofUnit(unitTag(name));
  const container = cleanTagValue(entry.containerName || otherValue);
  return { key: name, name: container, tags: { container, stream: streamOf(entry.priority) } };
}

/** Engines log what a container writes to its error output with priority 3, all else with 6. */
const streamOf = (priority: string) => (priority === '3' ? 'stderr' : 'stdout');

/** The first line of a message is the entry's; each further one counts as a line. */
function say(entry: JournalEntry, log: OpenLogMetrics, limits: LineLimits) {
  const { message, start, end, total } = entry;
  let told: Told | undefined = toldBy(entry);
  const sink = {
    line: (bytes: Buffer, from: number, to: number, logged: number) => log.line(bytes, from, to, logged, told),
  };
  let from = start;
  for (;;) {
    const at = find(lineFeed, message, from, end);
    if (at >= end - 1) break; // a line feed at the very end ends nothing more
    handOn(sink, limits, message, from, at, at + 1 - from);
    told = 'continued';
    from = at + 1;
  }
  const stop = end > from && message[end - 1] === lineFeed && end - start === total ? end - 1 : end;
  handOn(sink, limits, message, from, stop, total - (from - start) + (stop === end ? 1 : 0));
}

const severities = Array.from({ length: 8 }, (_, priority) => levelOfNumber(priority) ?? 'unknown');
const sure = severities.map((level): Told => ({ level, sure: true }));
const unsure = severities.map((level): Told => ({ level, sure: false }));

function toldBy({ containerId, priority, transport }: JournalEntry): Told | undefined {
  if (containerId !== '') return undefined; // it tells the stream
  const known = transport === 'stdout' && priority === priorityOfOutput ? unsure : sure;
  return priority.length === 1 ? known[priority.charCodeAt(0) - 48] : undefined;
}
