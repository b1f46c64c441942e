const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\ufffd' };

/** A loop, because `/x+$/` takes quadratic time on a text made for it. */
function withoutTrailing(character: string, text: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}

/**
 * A name or a tag's value as InfluxDB keeps it. Line protocol has no way to say a line break or a backslash at the
 * end, InfluxQL none to say a NUL; escaped or cut here, on writing and on asking alike, one finds the other again.
 */
export function storedText(text: string): string {
  return withoutTrailing('\\', text).replace(/[\n\r\t\0]/g, character => escapes[character]!);
}

/** The measurement that holds the events. */
export const eventsMeasurement = 'events';

/** The name of a metric's measurement: Telegraf's schema has `_` for each `.`; a `#` in front would begin a comment. */
export function measurementName(metric: string): string {
  const name = storedText(metric.replaceAll('.', '_')).replace(/^#/, '_');
  return name === eventsMeasurement ? `${name}_` : name;
}

/** How the tags of a measurement are called in InfluxDB, there and back. */
export interface TagNaming {
  /** A tag's name as InfluxDB keeps it. */
  stored(name: string): string;
  /** Takes that back. */
  read(stored: string): string;
}

/** A name that is taken gets a `_` behind it, and so does one that looks like that already. */
function namingBeside(taken: readonly string[]): TagNaming {
  const isTaken = (name: string) => taken.includes(withoutTrailing('_', name));
  return {
    stored(name) {
      const stored = storedText(name);
      return isTaken(stored) ? `${stored}_` : stored;
    },
    read: stored => (stored.endsWith('_') && isTaken(stored) ? stored.slice(0, -1) : stored),
  };
}

/** InfluxDB refuses to write these tags. */
const refused = ['time', '_field', '_measurement'];

/** The fields of an event. */
export const eventFields = ['title', 'text', 'tags'];

/** The tags of a metric. */
export const metricTags = namingBeside(refused);

/** The tags of events, which are read together with the fields and so must not have their names. */
export const eventTags = namingBeside([...refused, ...eventFields]);
