/** CPU time of a control group since it was made. */
export interface CpuReading {
  /** Nanoseconds. */
  readonly usage: number;
  /** Undefined where the kernel has no CPU limits. */
  readonly throttled: { readonly nanoseconds: number; readonly periods: number } | undefined;
}

/** Memory charged to a control group. */
export interface MemoryReading {
  /** Bytes, page cache included. */
  readonly usage: number;
  /** Bytes of file pages not used lately. */
  readonly inactiveFile: number;
  /** Bytes; undefined without a limit. */
  readonly limit: number | undefined;
  /** Page faults since it was made. */
  readonly faults: { readonly major: number; readonly minor: number };
}

/** What went to and from a block device since a control group was made. */
export interface DeviceReading {
  /** Its numbers, `8:0`. */
  readonly name: string;
  readonly read: DeviceTraffic;
  readonly write: DeviceTraffic;
}

/** One direction of it. */
export interface DeviceTraffic {
  readonly bytes: number;
  readonly operations: number;
}

/** The block devices that a control group used. One on top of another (LVM on a disk) is counted by the kernel as both. */
export type DiskReading = readonly DeviceReading[];

/** Reads the same again and again, from files kept open. */
export interface Reader<Reading> {
  /** Undefined when the kernel has no such controller, or the control group is gone. */
  read(): Reading | undefined;
  /** Lets go of the files. */
  close(): void;
}

/** All that is read of one control group. */
export interface CgroupReaders {
  readonly cpu: Reader<CpuReading>;
  readonly memory: Reader<MemoryReading>;
  readonly disk: Reader<DiskReading>;
  /** Processes and threads. */
  readonly processes: Reader<number>;
}
