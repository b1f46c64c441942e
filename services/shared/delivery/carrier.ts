/** Brings batches to the server, in their order. */
export interface Carrier {
  /** Brings nothing more. */
  close(): void;
}
