import { parse } from 'yaml';
import { z } from 'zod';
import { quote } from '../logging/quote.ts';
import { nearest } from './nearest.ts';
import { type ConfigKey, configKeys, keyName, unwrap } from './tree.ts';

/** A value that an environment variable gives to a key. */
export interface Override {
  readonly key: ConfigKey;
  readonly value: unknown;
  /** As it was written. */
  readonly written: string;
}

/** What the environment says, and which of its variables say nothing that can be understood. */
export interface Environment {
  readonly overrides: readonly Override[];
  readonly errors: readonly string[];
}

const prefix = 'TIDEGAUGE_';

/** Variables of ours that are no keys: the one that names the file, and what the tests use. */
const isOther = (variable: string) => variable === 'TIDEGAUGE_CONFIG' || variable.startsWith('TIDEGAUGE_TEST_');

/**
 * Reads every `TIDEGAUGE_…` variable: `TIDEGAUGE_STATSD_PORT` sets `statsd.port`. Text is taken as it is, anything
 * else as YAML (`8125`, `true`, `[90, 99]`). An empty variable is as good as none, so that `${PORT:-}` of a compose
 * file works.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const overrides: Override[] = [];
  const errors: string[] = [];
  for (const [variable, written] of Object.entries(env)) {
    if (!variable.startsWith(prefix) || isOther(variable) || !written) continue;
    const key = configKeys.find(key => key.variable === variable);
    if (key) overrides.push({ key, value: read(key, written), written });
    else errors.push(unknown(variable));
  }
  return { overrides, errors };
}

/** What is not YAML stays the text it is, which a key that holds no text refuses. */
function read(key: ConfigKey, written: string): unknown {
  if (takesText(key.schema)) return written;
  try {
    return parse(written, { logLevel: 'error' });
  } catch {
    return written;
  }
}

const takesText = (schema: z.core.$ZodType) => z.toJSONSchema(unwrap(schema), { io: 'input' }).type === 'string';

function unknown(variable: string): string {
  const rest = (name: string) => name.slice(prefix.length);
  const near = nearest(
    rest(variable),
    configKeys.map(key => rest(key.variable)),
  );
  const keys = configKeys.filter(key => near.includes(rest(key.variable)));
  const hint = keys.map(key => `${key.variable} (${keyName(key.path)})`).join(' or ');
  return `${quote(variable).slice(1, -1)} is no variable of Tidegauge${hint && `; did you mean ${hint}?`}`;
}
