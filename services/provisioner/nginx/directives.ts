import { NginxConfFile } from 'nginx-conf';

/**
 * A directive: its name, its value as it stands in the file, and for a block its content. nginx-conf writes directives
 * of one block that share a name next to each other, where the first of them is.
 */
export type Directive = readonly [name: string, value?: string, content?: readonly Directive[]];

const nothing = { name: '', value: '', parent: null, children: [], comments: [], isVerbatim: false, isBlock: false };

/** The text of a configuration file of nginx. */
export function renderConfiguration(directives: readonly Directive[]): string {
  const file = new NginxConfFile(nothing, { tab: '  ' });
  add(file.nginx, directives);
  return file.toString();
}

function add(item: NginxConfFile['nginx'], directives: readonly Directive[]): void {
  for (const [name, value = '', content] of directives) {
    item._add(name, value, content && []);
    const added = item[name]?.at(-1);
    if (content && added) add(added, content);
  }
}

/** Text in quotes, as it is: nginx knows no way to write a `$` that is no variable, so there may be none. */
export function quoted(text: string): string {
  if (text.includes('$')) throw new Error('nginx would take what follows a $ for a variable');
  return quotedPattern(text);
}

/** Text in quotes in which `$` keeps its meaning: variables, or the end of a regular expression. */
export function quotedPattern(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
