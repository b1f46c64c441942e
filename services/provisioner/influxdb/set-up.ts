import { z } from 'zod';
import { done, failed, pending, type StepOutcome } from '../step.ts';
import { type Ask, createApi } from './api.ts';

/** What a set-up InfluxDB is worked on with. */
export interface Influxdb {
  /** Asks as the operator. */
  readonly ask: Ask;
  readonly orgId: string;
}

/** What the first set-up makes. */
export interface SetUpOptions {
  readonly url: string;
  /** How long a request may take, milliseconds. */
  readonly timeout: number;
  readonly org: string;
  /** The first bucket. */
  readonly bucket: string;
  readonly operatorToken: string;
  /** Where that token is kept, for messages. */
  readonly operatorTokenFile: string;
  readonly password: string;
  readonly dryRun: boolean;
}

/** The name of the user that the set-up makes. */
const influxdbUser = 'tidegauge';

const anything = z.unknown();
const organisation = z.object({ id: z.string() });

/**
 * Sets InfluxDB up with our operator token, which it keeps only as a hash; or sees that it was set up with that one. Gives
 * the organisation, which is made when a configuration names another one later.
 */
export async function setUpInfluxdb(options: SetUpOptions): Promise<StepOutcome<Influxdb>> {
  const { url, timeout, operatorToken, dryRun } = options;
  const anyone = createApi({ url, timeout });
  const state = await anyone({ path: '/api/v2/setup', answer: z.object({ allowed: z.boolean() }) });
  if (!state.ok) return failed(state.reason.message);
  if (state.value.allowed) {
    if (dryRun) return pending(`would set up ${url}: organisation ${options.org}, its buckets and tokens`);
    const made = await setUp(anyone, options);
    if (made !== undefined) return failed(made);
  }
  const ask = createApi({ url, timeout, token: operatorToken });
  const org = await findOrMakeOrganisation(ask, options);
  if (org.state !== 'done') return org;
  return done({ ask, orgId: org.value }, state.value.allowed ? `set up: organisation ${options.org}` : org.text);
}

/** What went wrong, undefined when nothing did. */
async function setUp(
  ask: Ask,
  { org, bucket, operatorToken: token, password }: SetUpOptions,
): Promise<string | undefined> {
  const body = { username: influxdbUser, password, org, bucket, token };
  const made = await ask({ method: 'POST', path: '/api/v2/setup', body, answer: anything });
  return made.ok ? undefined : made.reason.message;
}

async function findOrMakeOrganisation(ask: Ask, options: SetUpOptions): Promise<StepOutcome<string>> {
  const { org, dryRun } = options;
  const path = '/api/v2/orgs';
  const found = await ask({
    path: `${path}?${new URLSearchParams({ org })}`,
    answer: z.object({ orgs: z.array(organisation) }),
  });
  if (!found.ok && found.reason.status === 401) return failed(explainForeign(options));
  if (!found.ok && found.reason.status !== 404) return failed(found.reason.message);
  const [first] = found.ok ? found.value.orgs : [];
  if (first) return done(first.id, `was set up before: organisation ${org}`);
  if (dryRun) return pending(`would make organisation ${org}, its buckets and tokens`);
  const made = await ask({ method: 'POST', path, body: { name: org }, answer: organisation });
  return made.ok ? done(made.value.id, `made organisation ${org}`) : failed(made.reason.message);
}

const explainForeign = ({ url, operatorTokenFile }: SetUpOptions) =>
  `InfluxDB at ${url} was set up by someone else, or by this stack before its volume provisioner-data was removed: it does not know the token in ${operatorTokenFile}. ` +
  'Remove this file and write an operator token of that InfluxDB to a new one (a shell that sees it: docker compose run --rm --entrypoint sh provisioner), set store.influxdb.url to an InfluxDB that is new, ' +
  'or, to begin anew without the points, docker compose down and docker volume rm the volume influxdb-data; then docker compose up -d';
