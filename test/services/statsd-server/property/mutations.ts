import { below, pick } from './lines.ts';

/** Good lines of every dialect and kind, and what is nearly that. */
const samples = [
  'name:1|c',
  'web.hits:3|c|@0.1|#env:prod,svc:web',
  'a:1:2:3|ms|@0.5|#x:y',
  'mixed:1|c:2|ms|@0.5:alice|s',
  't:12.5|h|#flag|c:0123456789ab',
  't:1e3|d|e:it-false|card:low',
  'g:-7.5|g|#host:a',
  'g:+2|g',
  'users:alice|s|#a:b',
  'late:4|c|#x:y|T1767268790',
  'late:4|g|T1767200000',
  'old:1|c|T1656581400',
  'n,env=prod,svc=web:1|c',
  'n;env=prod;svc=web:1|ms',
  'n#env=prod:1|g',
  'n[env=prod]x:1|s',
  'debug.cache.miss:1|c',
  'api.login.time:320|ms|@0.25',
  'tidegauge.own:1|c',
  '_e{5,4}:title|text|d:1767268790|t:error|#a:b',
  '_sc|db.up|2|h:web-1|m:timed out',
  'constructor:1|c|#__proto__:1,toString',
  '%%:1|c',
].map(line => Buffer.from(line));
const signs = ':|@#,;[]=+-.eT\n\r \\_{}cgmshd0'.split('').map(sign => Buffer.from(sign));
const numbers = [
  '0',
  '9',
  '+',
  '-',
  '--',
  '.',
  'e9',
  'e-400',
  '1e308',
  '999999999999999',
  'NaN',
  'Infinity',
  '0x1f',
].map(text => Buffer.from(text));
const longest = 1024;

/** Answers a datagram, good until the next call: some of the samples, joined and then changed in up to four places. */
export function createMutator(random: () => number): () => Buffer {
  const bytes = Buffer.alloc(longest * 4);
  let length = 0;

  function insert(at: number, what: Buffer): void {
    if (length + what.length > longest) return;
    bytes.copyWithin(at + what.length, at, length);
    what.copy(bytes, at);
    length += what.length;
  }

  function remove(at: number, count: number): void {
    const taken = Math.min(count, length - at);
    bytes.copyWithin(at, at + taken, length);
    length -= taken;
  }

  const mutations: ((at: number) => void)[] = [
    at => {
      bytes[at]! ^= 1 << below(random, 8);
    },
    at => pick(random, signs).copy(bytes, at),
    at => remove(at, 1 + below(random, 10)),
    at => insert(at, pick(random, numbers)),
    at => insert(at, pick(random, signs)),
    at => insert(at, Buffer.from(bytes.subarray(at, Math.min(length, at + 1 + below(random, 20))))),
    at => insert(at, pick(random, samples)),
    // Names that are new again and again, as an attacker sends them.
    at => insert(at, Buffer.from(`${below(random, 1e6)}`)),
  ];

  return () => {
    length = 0;
    do {
      if (length > 0) bytes[length++] = 0x0a;
      insert(length, pick(random, samples));
    } while (random() < 0.3);
    for (let changes = below(random, 5); changes > 0 && length > 0; changes--)
      pick(random, mutations)(below(random, length));
    return bytes.subarray(0, length);
  };
}
