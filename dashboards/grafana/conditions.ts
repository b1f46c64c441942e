import { identifier, literal } from '../../services/shared/store/influxdb/influxql.ts';
import { metricTags } from '../../services/shared/store/influxdb/stored-names.ts';
import type { PanelQuery, Variable } from '../model.ts';

const tagName = (tag: string) => identifier(metricTags.stored(tag));

const anyOf = (conditions: readonly string[]) =>
  conditions.length === 1 ? conditions[0]! : `(${conditions.join(' OR ')})`;

/** The tags that a label names. */
export const labelTags = ({ label }: Pick<PanelQuery, 'label'>): string[] =>
  [...label.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!);

/** A line that has none of the tags that would name it is left out: the log of a file is not one of the containers'. */
function isNamed(query: PanelQuery): string[] {
  const tags = labelTags(query);
  const fixedText = query.label.replace(/\{\{\w+\}\}/g, '').trim();
  return tags.length === 0 || fixedText !== '' ? [] : [anyOf(tags.map(tag => `${tagName(tag)} != ''`))];
}

/** What the dashboard's variables leave; a regular expression, because several values may be chosen. */
export function chosen(variables: readonly Variable[]): string[] {
  return variables.flatMap(variable =>
    variable.kind === 'tag' ? [`${tagName(variable.tag)} =~ /^$${variable.name}$/`] : [],
  );
}

/** The conditions of a query in InfluxQL, each to hold; the range of time is not among them. */
export function conditionsOf(query: PanelQuery, variables: readonly Variable[]): string[] {
  const fixed = Object.entries(query.where ?? {}).map(([tag, values]) =>
    anyOf(values.map(value => `${tagName(tag)} = ${literal(value)}`)),
  );
  return [...fixed, ...isNamed(query), ...chosen(variables)];
}

/** The tags to group by, behind the window: `time(…), "host"`. */
export const groups = (window: string, tags: readonly string[] = []) =>
  [`time(${window})`, ...tags.map(tagName)].join(', ');
