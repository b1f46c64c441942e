import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Unit } from '../../../../dashboards/model.ts';
import { formatValue } from '../../../../services/web/browser/units.ts';

const cases: [Unit, [number | null | undefined, string][]][] = [
  [
    'fraction',
    [
      [0, '0 %'],
      [0.25, '25 %'],
      [0.2534, '25.3 %'],
      [0.0421, '4.21 %'],
      [0.00042, '0.042 %'],
      [1, '100 %'],
    ],
  ],
  [
    'bytes',
    [
      [0, '0 B'],
      [512, '512 B'],
      [1023, '1023 B'],
      [1536, '1.5 KiB'],
      [1.5 * 2 ** 30, '1.5 GiB'],
      [1023.7 * 1024, '1 MiB'],
    ],
  ],
  [
    'bytesPerSecond',
    [
      [0, '0 B/s'],
      [2 ** 20, '1 MiB/s'],
      [7.7 * 2 ** 50, '7.7 PiB/s'],
    ],
  ],
  [
    'perSecond',
    [
      [0, '0/s'],
      [12.345, '12.3/s'],
      [0.0123, '0.012/s'],
      [1234, '1.23 k/s'],
      [999.7, '1 k/s'],
      [5e6, '5 M/s'],
    ],
  ],
  [
    'seconds',
    [
      [0, '0 s'],
      [0.25, '250 ms'],
      [0.0002, '200 µs'],
      [12.34, '12.3 s'],
      [59.96, '1 m'],
      [250, '4 m 10 s'],
      [7500, '2 h 5 m'],
      [3600, '1 h'],
      [273_600, '3 d 4 h'],
    ],
  ],
  [
    'milliseconds',
    [
      [0.35, '350 µs'],
      [12.34, '12.3 ms'],
      [1500, '1.5 s'],
      [90_000, '1 m 30 s'],
    ],
  ],
  [
    'cores',
    [
      [0.031, '0.031'],
      [1.5, '1.5'],
      [16, '16'],
    ],
  ],
  [
    'count',
    [
      [3, '3'],
      [-3, '−3'],
      [1234, '1.23 k'],
      [1e-9, '0'],
      [null, '–'],
      [undefined, '–'],
    ],
  ],
];

for (const [unit, values] of cases)
  test(unit, () => {
    for (const [value, text] of values) assert.equal(formatValue(unit, value).replaceAll('\u00a0', ' '), text);
  });
