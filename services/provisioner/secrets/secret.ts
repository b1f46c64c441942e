import { randomBytes } from 'node:crypto';

/** What there is in the provisioner's data, by file name, and what each is for. */
export const secretNames = [
  'influxdb-operator-token',
  'influxdb-password',
  'grafana-admin-password',
  'grafana-secret-key',
  'api-token',
] as const;

/** A secret that is made once. */
export type SecretName = (typeof secretNames)[number];

/** 192 random bits as 32 characters that need no quoting in URLs, HTTP headers, YAML or nginx's configuration. */
export function makeSecret(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * What is wrong with the content of a secret's file, in words that follow its name; undefined when nothing is. A secret
 * that was put there by hand may be longer and ends in a line break or not. `padded`: InfluxDB's own tokens end in `=`.
 */
export function faultOf(content: string, { padded = false } = {}): string | undefined {
  const secret = content.replace(/\n$/, '');
  if (secret === '') return 'is empty';
  if (!(padded ? /^[\w-]+=*$/ : /^[\w-]+$/).test(secret)) return 'holds characters other than A-Z a-z 0-9 _ -';
  if (secret.length < 32) return `is cut short: ${secret.length} characters instead of 32 or more`;
  if (secret.length > 256) return `is too long: ${secret.length} characters, at most 256`;
  return undefined;
}
