import { createServer, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';

/** A Docker engine that answers as much of its API as the log-tailer asks for, on a socket. */
export interface SmallEngine {
  readonly socket: string;
  /** A container starts, of which the json-file driver writes the log to `logPath`. */
  run(logPath: string): void;
  close(): Promise<void>;
}

const id = 'b'.repeat(64);

/** Starts one without containers. */
export async function startSmallEngine(socket: string): Promise<SmallEngine> {
  let logPath: string | undefined;
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://engine');
    const answer = (value: unknown, status = 200) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (pathname.endsWith('/events')) {
      listeners.add(response);
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    } else if (pathname.endsWith('/version')) answer({ Version: '20.10.24' });
    else if (pathname.endsWith('/containers/json')) answer(logPath === undefined ? [] : [{ Id: id }]);
    else if (pathname.endsWith(`/containers/${id}/json`)) answer(inspection(logPath ?? ''));
    else answer({ message: 'page not found' }, 404);
  });
  await new Promise<void>(resolve => server.listen(socket, resolve));
  return {
    socket,
    run(path) {
      logPath = path;
      const event = {
        Type: 'container',
        Action: 'start',
        Actor: { ID: id, Attributes: { name: 'bench', image: 'nginx' } },
      };
      for (const listener of listeners)
        listener.write(`${JSON.stringify({ ...event, timeNano: Date.now() * 1_000_000 })}\n`);
    },
    async close() {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
    },
  };
}

const inspection = (logPath: string) => ({
  Id: id,
  Name: '/bench',
  Image: 'nginx',
  LogPath: logPath,
  RestartCount: 0,
  Config: { Image: 'nginx', Labels: {}, Tty: false },
  State: { Status: 'running', Running: true, Pid: 1, StartedAt: new Date().toISOString() },
  HostConfig: { NetworkMode: 'default', LogConfig: { Type: 'json-file' } },
});
