import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tags } from '../../../../services/shared/metric.ts';
import { nameAndTags } from '../../../../services/statsd-server/parser/named.ts';

type Golden = [name: string, section: string, metric: string, tags: Tags];

const dialects: Golden[] = [
  ['name', '', 'name', {}],
  ['name', 'env:prod,svc:web,flag', 'name', { env: 'prod', svc: 'web', flag: 'true' }],
  ['name,env=prod,svc=web', '', 'name', { env: 'prod', svc: 'web' }],
  ['name;env=prod;svc=web', '', 'name', { env: 'prod', svc: 'web' }],
  ['name#env=prod,svc=web', '', 'name', { env: 'prod', svc: 'web' }],
  ['name[env=prod,svc=web]', '', 'name', { env: 'prod', svc: 'web' }],
  ['api[env=prod,svc=web].time', '', 'api.time', { env: 'prod', svc: 'web' }],
  ['[env=prod]name', '', 'name', { env: 'prod' }],
];

const mixed: Golden[] = [
  ['name,env=prod', 'svc:web', 'name', { env: 'prod', svc: 'web' }],
  ['name,env=prod', 'env:test', 'name', { env: 'test' }],
  ['name[env=prod]', 'env:test', 'name', { env: 'test' }],
  ['a[b=1].c[d=2].e', '', 'a.c.e', { b: '1', d: '2' }],
  ['name[a=1],b=2', '', 'name', { a: '1', b: '2' }],
  ['name[a=1]#b=2', '', 'name', { a: '1', b: '2' }],
  ['name[a=1];b=2', '', 'name', { a: '1', b: '2' }],
];

const values: Golden[] = [
  ['name,flag,env=prod', '', 'name', { flag: 'true', env: 'prod' }],
  ['name;env=;svc=web', '', 'name', { env: 'true', svc: 'web' }],
  ['name,env=prod,,=x,', '', 'name', { env: 'prod' }],
  ['name,env=1,env=2', '', 'name', { env: '2' }],
  ['name,q=a=b', '', 'name', { q: 'a=b' }],
  ['name,path=a[0]', '', 'name', { path: 'a[0]' }],
  ['name;list=a,b#c', '', 'name', { list: 'a,b#c' }],
  ['name,list=a;b#c', '', 'name', { list: 'a;b#c' }],
  ['name,city=São\u00a0Paulo', '', 'name', { city: 'São\u00a0Paulo' }],
  ['name, env = prod ', '', 'name', { env: 'prod' }],
  ['name,a\u0000b=c\u0085d', 'e\tf:g\u001bh', 'name', { a_b: 'c_d', e_f: 'g_h' }],
  ['name,metric_type=x', '', 'name', { metric_type: 'x' }],
];

const influxEscapes: Golden[] = [
  ['my\\,name,env=prod', '', 'myname', { env: 'prod' }],
  ['my\\ name,env=prod', '', 'my_name', { env: 'prod' }],
  ['name,city=New\\ York\\, NY', '', 'name', { city: 'New York, NY' }],
  ['name,a\\=b=c\\=d', '', 'name', { 'a=b': 'c=d' }],
  ['name[list=a\\,b]', '', 'name', { list: 'a,b' }],
  ['name,path=C\\dir', '', 'name', { path: 'C\\dir' }],
];

const notTags: Golden[] = [
  ['disk[0].reads', '', 'disk0.reads', {}],
  ['users,active', '', 'usersactive', {}],
  ['name#1', '', 'name1', {}],
  ['name;flag', '', 'name;flag', {}],
  ['a=b,c', '', 'a=bc', {}],
  ['name[env=prod', '', 'nameenv=prod', {}],
  ['name]env=prod[', '', 'nameenv=prod', {}],
  ['na[me[env=prod].x', '', 'name.x', { env: 'prod' }],
  ['name[]', 'env:prod', 'name', { env: 'prod' }],
];

const cleaned: Golden[] = [
  ['my metric / total', '', 'my_metric_-_total', {}],
  ['größe,env=prod', '', 'gre', { env: 'prod' }],
  ['%%%', '', '', {}],
  [',env=prod', '', '', { env: 'prod' }],
  ['[env=prod]', '', '', { env: 'prod' }],
];

const tables = { dialects, mixed, values, 'escapes of Influx': influxEscapes, 'no tags': notTags, cleaned };
for (const [what, table] of Object.entries(tables))
  for (const [name, section, metric, tags] of table)
    test(`${what}: ${JSON.stringify(name)} ${section}`, () =>
      assert.deepEqual(nameAndTags(name, section, { names: 'clean' }), { metric, tags }));

const kept: Golden[] = [
  ['my metric / größe', '', 'my metric / größe', {}],
  ['disk[0].reads', '', 'disk[0].reads', {}],
  ['my\\,name,env=prod', '', 'my,name', { env: 'prod' }],
  ['a\tb\u0000c', '', 'a_b_c', {}],
  [',env=prod', '', '', { env: 'prod' }],
];
for (const [name, section, metric, tags] of kept)
  test(`kept: ${JSON.stringify(name)}`, () =>
    assert.deepEqual(nameAndTags(name, section, { names: 'keep' }), { metric, tags }));

test('a tag may bear the name of a property that all objects have', () => {
  const { tags } = nameAndTags('name,__proto__=x', 'constructor:y', { names: 'clean' });
  assert.deepEqual(Object.entries(tags), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});
