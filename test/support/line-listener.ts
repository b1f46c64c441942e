import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A TCP server that keeps every line it gets. */
export interface LineListener {
  readonly port: number;
  lines(): readonly string[];
  /** Closes it with all its connections. */
  close(): Promise<void>;
}

/** Listens on `port` of the loopback, by default on a free one, until the test's end. */
export async function listenForLines(t: TestContext, port = 0): Promise<LineListener> {
  const sockets = new Set<Socket>();
  let text = '';
  const server = createServer(socket => {
    sockets.add(socket);
    socket.setEncoding('latin1').on('data', piece => {
      text += piece;
    });
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  t.after(close);
  return {
    port: typeof address === 'object' && address ? address.port : port,
    lines: () => text.split('\n').slice(0, -1),
    close,
  };
}
