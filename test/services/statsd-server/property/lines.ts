/** Picks by a number in [0, 1). */
export const pick = <T>(random: () => number, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
/** A whole number below `end`. */
export const below = (random: () => number, end: number): number => Math.floor(random() * end);

/** Name and section of three sets of tags, each in all ways to write it. */
const tagged: readonly ((name: string) => [name: string, section: string])[] = [
  name => [name, ''],
  name => [name, '|#env:prod,svc:web'],
  name => [name, '|#svc:web,env:prod'],
  name => [`${name},env=prod,svc=web`, ''],
  name => [`${name};svc=web;env=prod`, ''],
  name => [`${name}#env=prod,svc=web`, ''],
  name => [`${name}[env=prod,svc=web]`, ''],
  name => [`${name},env=prod`, '|#svc:web'],
  name => [name, '|#flag'],
  name => [name, '|#a:1,env:dev'],
];
/** Powers of two, by which sums stay exact in any order. */
const rates = ['', '', '', '|@0.5', '|@0.25', '|@1'];
const origins = ['', '', '', '|c:0123456789abcdef', '|e:it-false', '|card:low'];

/** One line of any dialect. Gauges bear the client's name, since their values depend on the order of lines; the others are everyone's. */
export function randomLine(random: () => number, client: string): string {
  const whole = () => `${below(random, 1000)}`;
  const some = () => [whole(), `${whole()}.5`, `-${whole()}`, `${below(random, 9)}e2`][below(random, 4)]!;
  const line = (name: string, values: string, rest = '') => {
    const [written, section] = pick(random, tagged)(name);
    const fields = [rest, section, pick(random, origins)];
    return `${written}:${values}${(random() < 0.5 ? fields : fields.reverse()).join('')}`;
  };
  const times = `t${below(random, 3)}`;
  switch (below(random, 10)) {
    case 0:
    case 1:
    case 2:
      return line(`c${below(random, 4)}`, `${some()}|c`, pick(random, rates));
    case 3:
      return line(`c${below(random, 4)}`, `${some()}:${some()}|c`, pick(random, rates));
    case 4:
      return line(`t${below(random, 3)}`, `${whole()}|${pick(random, ['ms', 'h', 'd'])}`);
    case 5:
      return line(times, `${whole()}:${whole()}:${whole()}|ms`);
    case 6:
      return line(`s${below(random, 2)}`, `${pick(random, ['alice', 'bob', '7', 'a:b', 'é'])}|s`);
    case 7:
      return line('mixed', `${whole()}|c:${whole()}|ms:${pick(random, ['x', 'y'])}|s`);
    case 8:
      return line(`g.${client}`, `${pick(random, ['', '+', '-'])}${whole()}|g`);
    default:
      return pick(random, [
        '',
        'bad',
        'x:y|c',
        'c0:1|q',
        '%%:1|c',
        '_e{1,1}:a|b',
        '_sc|db|0',
        'c0:1|c|@2',
        'c0:1|c|T1',
      ]);
  }
}
