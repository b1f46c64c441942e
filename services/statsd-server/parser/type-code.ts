import { type MetricType, metricTypes } from '../../shared/metric.ts';
import type { TypeCode } from './metric-line.ts';

const codeOf = (type: MetricType): TypeCode => metricTypes.indexOf(type);

export const counterCode = codeOf('counter');
export const gaugeCode = codeOf('gauge');
export const timingCode = codeOf('timing');
export const histogramCode = codeOf('histogram');
export const distributionCode = codeOf('distribution');
export const setCode = codeOf('set');

const [c, d, g, h, m, s] = [0x63, 0x64, 0x67, 0x68, 0x6d, 0x73];

/** The type in the bytes [start, end), `c` or `ms` for example; -1 for anything else. */
export function typeCodeOf(buffer: Buffer, start: number, end: number): TypeCode {
  const first = buffer[start];
  if (end - start === 2) return first === m && buffer[start + 1] === s ? timingCode : -1;
  if (end - start !== 1) return -1;
  if (first === c) return counterCode;
  if (first === g) return gaugeCode;
  if (first === h) return histogramCode;
  if (first === d) return distributionCode;
  if (first === s) return setCode;
  return -1;
}

/** The type that a byte begins (`m`, of `ms`, timing); -1 for others. */
export const typeCodeOfByte = new Int8Array(256).fill(-1);
for (const [byte, code] of [
  [c, counterCode],
  [g, gaugeCode],
  [m, timingCode],
  [h, histogramCode],
  [d, distributionCode],
  [s, setCode],
] as const)
  typeCodeOfByte[byte!] = code;
