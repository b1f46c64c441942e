import type { Tags } from '../metric.ts';

/** What our services need to know of a container, from one inspection of it. */
export interface Container {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** `container`, `image` (repository:tag), and `compose_project`, `compose_service` where it has these labels. */
  readonly tags: Tags;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Of its first process, as the host sees it; 0 when it does not run. */
  readonly pid: number;
  /** Epoch milliseconds; undefined when it never ran. */
  readonly startedAt: number | undefined;
  readonly restarts: number;
  readonly hostNetwork: boolean;
  readonly tty: boolean;
  /** `json-file`, `local`, `journald`, `none` … */
  readonly logDriver: string;
  /** Where the json-file driver writes; empty with other drivers. */
  readonly logPath: string;
}

/** Something that the engine said happened to a container. */
export interface ContainerEvent {
  /** Epoch milliseconds, with the fraction that the engine tells. */
  readonly time: number;
  /** start, die, oom, stop, kill, restart, pause, unpause, create, destroy, rename, health_status: healthy … */
  readonly action: string;
  readonly id: string;
  /** As in {@link Container}; from the event itself where the container is gone already. */
  readonly tags: Tags;
  /** Of the container, and what else the event tells. */
  readonly labels: Readonly<Record<string, string>>;
  /** With `die`. */
  readonly exitCode: number | undefined;
}
