/** What tests look at in an InfluxDB, in one organisation. */
export interface InfluxdbView {
  /** Seconds by bucket, in the order of their names; 0: for ever. */
  retentions(): Promise<Record<string, number>>;
  /** Of the organisation's tokens that are the provisioner's. */
  descriptions(): Promise<string[]>;
  removeTokens(description: string): Promise<void>;
  removeBucket(name: string): Promise<void>;
  /** The status of a write with a token. */
  write(bucket: string, token: string): Promise<number>;
  /** `ok`, or why InfluxQL answers nothing for a token. */
  read(bucket: string, token: string): Promise<string>;
  /** The status of the making of a bucket with a token. */
  makeBucket(name: string, token: string): Promise<number>;
  /** The status of the making of a token with a token. */
  makeToken(token: string): Promise<number>;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly retentionRules: readonly { everySeconds: number }[];
}

/** A view with the rights of `token`. */
export function createInfluxdbView({ url, org, token }: { url: string; org: string; token: string }): InfluxdbView {
  const ask = (path: string, by: string, options: RequestInit = {}) =>
    fetch(url + path, { ...options, headers: { authorization: `Token ${by}` } });
  const list = async (what: string, query = '') => {
    const response = await ask(`/api/v2/${what}?org=${org}${query}`, token);
    return ((await response.json()) as Record<string, Named[]>)[what] ?? [];
  };
  const remove = (path: string) => ask(`/api/v2/${path}`, token, { method: 'DELETE' });
  const buckets = async () => (await list('buckets', '&limit=100')).filter(({ type }) => type === 'user');
  const orgId = async () => (await list('orgs'))[0]?.id;
  const post = async (what: string, by: string, body: object) => {
    const orgID = await orgId();
    return (await ask(`/api/v2/${what}`, by, { method: 'POST', body: JSON.stringify({ orgID, ...body }) })).status;
  };
  return {
    async retentions() {
      const sorted = (await buckets()).sort((a, b) => (a.name < b.name ? -1 : 1));
      return Object.fromEntries(sorted.map(({ name, retentionRules: [rule] }) => [name, rule?.everySeconds ?? 0]));
    },
    async descriptions() {
      const all = (await list('authorizations')).map(({ description = '' }) => description);
      return all.filter(description => description.startsWith('Tidegauge: ')).sort();
    },
    async removeTokens(description) {
      const ours = (await list('authorizations')).filter(each => each.description === description);
      await Promise.all(ours.map(({ id }) => remove(`authorizations/${id}`)));
    },
    async removeBucket(name) {
      const found = (await buckets()).find(bucket => bucket.name === name);
      await remove(`buckets/${found?.id}`);
    },
    async write(bucket, by) {
      const query = new URLSearchParams({ org, bucket, precision: 's' });
      return (await ask(`/api/v2/write?${query}`, by, { method: 'POST', body: 'm value=1' })).status;
    },
    async read(bucket, by) {
      const [db = '', rp] = bucket.split('/');
      const query = new URLSearchParams({ org, db, ...(rp && { rp }), q: 'SELECT "value" FROM "m" LIMIT 1' });
      const response = await ask(`/query?${query}`, by);
      const text = await response.text();
      return response.ok && !text.includes('"error"') ? 'ok' : text;
    },
    makeBucket: (name, by) => post('buckets', by, { name, retentionRules: [] }),
    async makeToken(by) {
      const resource = { type: 'buckets' };
      return post('authorizations', by, { permissions: [{ action: 'read', resource }] });
    },
  };
}
