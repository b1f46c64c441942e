import { request } from 'node:http';
import { inspectorHost, inspectorPaths } from '../../shared/logs/inspector-protocol.ts';
import type { LogInspector } from '../../shared/logs/log-inspector.ts';
import type { RuleTestReport } from '../../shared/logs/rule-test.ts';
import type { SourceDetail, SourceList } from '../../shared/logs/source-status.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { parseJson } from '../../shared/parse-json.ts';

/** Longer than a test of rules may take; milliseconds. */
const patience = 12_000;
const longestAnswer = 8 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The log-tailer in another process, at the address that `url` names when it is asked. */
export function createRemoteInspector(url: () => string | undefined): LogInspector {
  /** What it sent is our own service's word: its shape is not checked again. */
  const get = async <Body>(path: string, body?: string): Promise<Outcome<Body | undefined>> => {
    const base = url();
    if (base === undefined) return failure('no log-tailer is known here: web.log_tailer is not set');
    const answer = await exchange(new URL(path, base), body);
    if (!answer.ok) return failure(`the log-tailer at ${base} cannot be asked: ${answer.reason}`);
    const { status, body: said } = answer.value;
    if (status === 404) return success(undefined);
    return status === 200 ? success(said as Body) : failure((said as { error?: string })?.error ?? `HTTP ${status}`);
  };
  const whole = async <Body>(path: string, body?: string): Promise<Outcome<Body>> => {
    const answer = await get<Body>(path, body);
    if (!answer.ok) return answer;
    return answer.value === undefined ? failure('no log-tailer answers at web.log_tailer') : success(answer.value);
  };
  return {
    sources: () => whole<SourceList>(inspectorPaths.sources),
    source: name => get<SourceDetail>(`${inspectorPaths.source}?${new URLSearchParams({ name })}`),
    test: test => whole<RuleTestReport>(inspectorPaths.test, JSON.stringify(test)),
  };
}

function exchange(url: URL, body: string | undefined): Promise<Outcome<Answer>> {
  return new Promise(resolve => {
    const asked = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { host: inspectorHost, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        signal: AbortSignal.timeout(patience),
      },
      response => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > longestAnswer) asked.destroy(new Error('its answer is too long'));
          else chunks.push(chunk);
        });
        response.on('end', () =>
          resolve(
            success({ status: response.statusCode ?? 0, body: parseJson(Buffer.concat(chunks).toString('utf8')) }),
          ),
        );
        response.on('error', error => resolve(failure(error.message)));
      },
    );
    asked.on('error', error =>
      resolve(failure(error.name === 'AbortError' ? `no answer within ${patience / 1000} s` : error.message)),
    );
    asked.end(body);
  });
}
