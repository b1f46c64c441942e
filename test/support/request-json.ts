import { type RequestOptions, request } from 'node:http';

/** The status and the parsed body of an answer of a server on the loopback; unlike `fetch` it sends whatever Host header it is told to. */
export function requestJson(options: RequestOptions): Promise<[status: number | undefined, body: unknown]> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', ...options }, async answer => {
      let text = '';
      for await (const piece of answer) text += piece;
      resolve([answer.statusCode, JSON.parse(text)]);
    })
      .on('error', reject)
      .end();
  });
}
