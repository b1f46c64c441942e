/** Bytes, with a view by which four of them are read or written at once. */
export interface ViewedBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** Worth keeping for as long as the same buffer is read: making a view costs as much as some lines. */
export function viewed(bytes: Buffer): ViewedBytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}
