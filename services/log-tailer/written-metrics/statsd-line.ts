import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { readNumber } from './number.ts';
import type { BadReason, WrittenMetric, WrittenTag } from './written-metric.ts';

const types = new Map([
  ['c', 'counter'],
  ['g', 'gauge'],
  ['ms', 'timing'],
  ['h', 'histogram'],
  ['d', 'distribution'],
  ['s', 'set'],
] as const);

/** Below it a single line could stand for more values than all others of a day. */
const lowestRate = 1e-6;

/**
 * Reads `name:value|type`, of DogStatsD's protocol with `|@rate`, `|#tags` and several values (`name:1:2:3|ms`). The
 * time and the origin (`|T…`, `|c:…`, `|e:…`, `|card:…`) are passed over: the log says where a line comes from, and
 * when. It is taken whole or not at all.
 */
export function readStatsdLine(text: string): Outcome<WrittenMetric, BadReason> {
  const colon = text.indexOf(':');
  if (colon < 0) return failure('value');
  const name = text.slice(0, colon);
  const [written = '', letter = '', ...fields] = text.slice(colon + 1).split('|');
  const type = (types as ReadonlyMap<string, WrittenMetric['type']>).get(letter);
  if (type === undefined) return failure('type');
  let rate = 1;
  let tags: readonly WrittenTag[] = [];
  for (const field of fields) {
    if (field.startsWith('#')) tags = readTags(field.slice(1));
    else if (field.startsWith('@')) {
      rate = readNumber(field.slice(1)) ?? 0;
      if (!(rate >= lowestRate && rate <= 1)) return failure('rate');
    } else if (!/^(T\d+$|c:|e:|card:)/.test(field)) return failure('field');
  }
  if (type === 'set') return written === '' ? failure('value') : success({ type, name, tags, member: written });
  const texts = written.split(':');
  const values = texts.flatMap(value => readNumber(value) ?? []);
  if (values.length < texts.length) return failure('value');
  if (type !== 'gauge') return success({ type, name, tags, values, rate });
  const signed = texts.filter(value => /^[-+]/.test(value)).length;
  if (signed > 0 && signed < texts.length) return failure('value');
  return success({ type, name, tags, values, change: signed > 0 });
}

/** `env:prod,flag`: a tag without a value is `true`. */
function readTags(section: string): WrittenTag[] {
  return section.split(',').map(tag => {
    const colon = tag.indexOf(':');
    return colon < 0 ? [tag, 'true'] : [tag.slice(0, colon), tag.slice(colon + 1) || 'true'];
  });
}
