/** How lines come in. */
export type Transport = 'udp' | 'tcp' | 'internal';

/** Takes whole lines, [start, end) of `buffer`, which it may use only until it returns. */
export type Ingest = (transport: Transport, buffer: Buffer, start: number, end: number) => void;

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** A socket that is bound. */
export interface Listener {
  /** The port it got, where the system chose. */
  readonly port: number;
  close(): Promise<void>;
}
