import { isOwnMetric, isRequestMetric } from '../../own-metrics.ts';

/** The keys of a rule that are held against each other (log-rules.ts). */
interface RuleFields {
  readonly match?: string | undefined;
  readonly json?: object | undefined;
  readonly logfmt?: object | undefined;
  readonly metric?: string | undefined;
  readonly type: string;
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  readonly tags: RuleTags;
  readonly drop: boolean;
}

/** A list of groups, paths or keys; or where each tag is from, by its name. */
export type RuleTags = readonly string[] | Readonly<Record<string, string>>;

/** A key of a rule that does not go with another, and what it must be. */
interface Fault {
  readonly path: (string | number)[];
  readonly error: string;
}

/** Tags of a rule: their names, where each is from, and where in the rule that stands. */
export interface TagSource {
  readonly name: string;
  readonly from: string;
  readonly path: (string | number)[];
}

/** The tags of a rule. In a list, a path's dots become underscores, since dots need quoting in many query languages. */
export function tagSources(tags: RuleTags): TagSource[] {
  return isList(tags)
    ? tags.map((from, index) => ({ name: from.replace(/^\$\./, '').replaceAll('.', '_'), from, path: ['tags', index] }))
    : Object.entries(tags).map(([name, from]) => ({ name, from, path: ['tags', name] }));
}

// Array.isArray does not tell a readonly list from a map.
const isList = (tags: RuleTags): tags is readonly string[] => Array.isArray(tags);

/** What is wrong with a rule whose keys are right each for itself. */
export function checkRule(rule: RuleFields): Fault[] {
  const { match, json, logfmt } = rule;
  if (json !== undefined && logfmt !== undefined)
    return [{ path: ['logfmt'], error: 'left out beside json: a line is one or the other' }];
  if (match === undefined && json === undefined && logfmt === undefined)
    return [{ path: ['match'], error: 'a regular expression, or json or logfmt given instead' }];
  const groups = match === undefined ? [] : groupNames(match);
  return [
    ...(groups === undefined ? [{ path: ['match'], error: 'a regular expression of JavaScript' }] : []),
    ...(rule.drop ? checkDrop(rule) : checkMetric(rule)),
    ...(groups === undefined ? [] : checkSources(rule, groups)),
  ];
}

/** An escape, a class, or the opening of a named group: what is in the first two opens none. */
const nameOrNone = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?<(?![=!])([^>]*)>/gs;

/** The names of the groups of a regular expression, or undefined when it is none. */
function groupNames(expression: string): string[] | undefined {
  try {
    // The log-tailer's engine knows one thing more than JavaScript's: (?i) at the beginning. The expression is read but
    // never run: this engine goes back in the text, and may take years even for an empty one.
    new RegExp(expression.replace(/^\(\?i\)/, ''));
  } catch {
    return undefined;
  }
  const names = [...expression.matchAll(nameOrNone)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)];
}

function checkDrop({ metric, value }: RuleFields): Fault[] {
  const error = 'left out: a rule that drops makes no metric, put one that does before it';
  return [
    ...(metric === undefined ? [] : [{ path: ['metric'], error }]),
    ...(value === undefined ? [] : [{ path: ['value'], error }]),
  ];
}

function checkMetric({ metric, type, value, unit, json, logfmt }: RuleFields): Fault[] {
  const where = json === undefined ? (logfmt === undefined ? 'group of match' : 'key') : 'path';
  const what = type === 'set' ? 'members of the set' : `the ${type}`;
  return [
    ...(metric === undefined ? [{ path: ['metric'], error: 'the name of the metric, unless drop is true' }] : []),
    // It would be added to ours, and nobody could tell the two apart.
    ...(metric !== undefined && isOwnMetric(metric) && !isRequestMetric(metric)
      ? [{ path: ['metric'], error: 'another name: Tidegauge calls a metric of its own by this one' }]
      : []),
    ...(value === undefined && type !== 'counter'
      ? [{ path: ['value'], error: `the ${where} that holds ${what}` }]
      : []),
    ...(unit !== undefined && (type === 'set' || value === undefined)
      ? [{ path: ['unit'], error: 'left out where there is no number' }]
      : []),
  ];
}

/** Without a JSON object or pairs, whatever is read of a line must be a group. */
function checkSources({ json, logfmt, value, tags }: RuleFields, groups: readonly string[]): Fault[] {
  if (json !== undefined || logfmt !== undefined) return [];
  const wanted = `a named group of match (${groups.join(', ') || 'it has none'})`;
  const asked = [...(value === undefined ? [] : [{ from: value, path: ['value'] }]), ...tagSources(tags)];
  return asked.filter(({ from }) => !groups.includes(from)).map(({ path }) => ({ path, error: wanted }));
}
