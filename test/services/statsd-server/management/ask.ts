import { connect } from 'node:net';

/** All that a management interface answers to this text, the client's end of the stream included, until it ends its own. */
export async function ask(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(text);
  let answer = '';
  for await (const piece of socket.setEncoding('utf8')) answer += piece;
  return answer;
}
