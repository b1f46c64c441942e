import { addTag, type GrowingTags } from './tags.ts';

/** What stands before a list of tags, and what between them: Influx and Telegraf `,`, Librato `#`, Graphite `;`. */
const listSeparators = new Map([
  [',', ','],
  ['#', ','],
  [';', ';'],
]);
/** SignalFx's group from its bracket on. Each sign is looked at once, so that a name made for it takes no quadratic time. */
const group = /\[([^[\]=]*=[^[\]]*)\]/y;
const anySign = /[,#;[\\]/;
/** Influx line protocol's: these lose their meaning behind a backslash, in the other dialects too. */
const escaped = /\\([,= ])/g;

/**
 * Takes the tags that stand in a name out of it, adds them to `tags`, and returns what is left, which may be empty:
 * `name,env=prod,flag` (Influx, Telegraf), `name;env=prod` (Graphite), `name#env=prod` (Librato), `na[env=prod]me`
 * (SignalFx). The first sign behind which there is a `=` begins the list, and the list goes to the end; groups in brackets
 * may stand before it. Without a `=`, as in `disk[0].reads`, the sign is the name's own, as it is for statsd: so two such
 * names stay two, which Telegraf and statsd_exporter would make one.
 */
export function takeTagsOut(rawName: string, tags: GrowingTags): string {
  if (!anySign.test(rawName)) return rawName;
  const lastEquals = rawName.lastIndexOf('=');
  let name = '';
  let copied = 0;
  for (let index = 0; index < lastEquals; index++) {
    const sign = rawName[index]!;
    const separator = listSeparators.get(sign);
    if (separator && !(sign === ',' && rawName[index - 1] === '\\')) {
      addList(tags, rawName.slice(index + 1), separator);
      return withoutEscapes(name + rawName.slice(copied, index));
    }
    if (sign !== '[') continue;
    group.lastIndex = index;
    const match = group.exec(rawName);
    if (!match) continue;
    addList(tags, match[1]!, ',');
    name += rawName.slice(copied, index);
    copied = group.lastIndex;
    index = copied - 1;
  }
  return withoutEscapes(name + rawName.slice(copied));
}

function addList(tags: GrowingTags, list: string, separator: string): void {
  const hasEscapes = list.includes('\\');
  for (const tag of list.split(hasEscapes && separator === ',' ? /(?<!\\),/ : separator)) {
    const equals = hasEscapes ? tag.search(/(?<!\\)=/) : tag.indexOf('=');
    if (equals < 0) addTag(tags, withoutEscapes(tag), '');
    else addTag(tags, withoutEscapes(tag.slice(0, equals)), withoutEscapes(tag.slice(equals + 1)));
  }
}

function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(escaped, '$1') : text;
}
