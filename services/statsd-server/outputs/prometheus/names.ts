import type { Tags } from '../../../shared/metric.ts';

/** A metric's name as Prometheus allows it, `[a-zA-Z_][a-zA-Z0-9_]*`: anything else becomes `_`. Colons are for its own rules. */
export function metricName(name: string): string {
  const clean = name.replace(/[^a-zA-Z0-9_]/g, '_');
  return /^[a-zA-Z_]/.test(clean) ? clean : `_${clean}`;
}

/** A label's name, which besides must not begin with two underscores: those are Prometheus's own. */
export function labelName(name: string): string {
  return metricName(name).replace(/^__+/, '_');
}

/**
 * Tags as labels, `env="prod",host="a"`, by name, without `metric_type`, which the page has as TYPE. An empty value says the same as no
 * label. Tags whose names fall together are one label, their values joined by `;` in the order of the tags' names, as OpenTelemetry
 * has it. A tag named as one of `reserved` becomes `exported_…`, Prometheus's own way.
 */
export function labelsOf(tags: Tags, reserved?: string): string {
  const labels = new Map<string, string>();
  for (const tag of Object.keys(tags).sort()) {
    if (tag === 'metric_type' || tags[tag] === '') continue;
    const clean = labelName(tag);
    const name = clean === reserved ? `exported_${clean}` : clean;
    const value = escapeValue(tags[tag]!);
    labels.set(name, labels.has(name) ? `${labels.get(name)};${value}` : value);
  }
  return [...labels.keys()]
    .sort()
    .map(name => `${name}="${labels.get(name)}"`)
    .join(',');
}

/** Control characters would end the page for some of its readers, and a half of a surrogate pair is no text. */
const unprintable = /[\p{Cc}\p{Cs}]/gu;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** A label's value between quotation marks. */
export function escapeValue(text: string): string {
  return text.replace(/[\\"\n]/g, sign => escapes[sign]!).replace(unprintable, '_');
}

/** A text behind HELP: OpenMetrics escapes quotation marks there, too. */
export function escapeHelp(text: string, quotes: boolean): string {
  return text.replace(quotes ? /[\\"\n]/g : /[\\\n]/g, sign => escapes[sign]!).replace(unprintable, '_');
}
