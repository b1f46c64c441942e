import { z } from 'zod';

/** What the container-collector reads. */
export const containersSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Collect the metrics of containers at all.'),
    engine: z
      .string()
      .regex(/^(unix:\/\/\/|http:\/\/|https:\/\/|\/)/, {
        error: 'the path of a socket, or an address with unix://, http:// or https://',
      })
      .default('/var/run/docker.sock')
      .describe('Where the Docker engine answers: the path of its socket, or an http address of a gateway to it.'),
    cgroup: z.string().default('/sys/fs/cgroup').describe('Where the control groups of the host are mounted.'),
  })
  .prefault({})
  .describe('The container-collector, and the engine that the log-tailer asks too.');
