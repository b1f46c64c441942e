import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  eventTags,
  measurementName,
  metricTags,
  storedText,
} from '../../../../../services/shared/store/influxdb/stored-names.ts';

const texts: [title: string, text: string, stored: string][] = [
  ['plain text is kept', 'größe 🐳 "a" \'b\' C:\\x,y=z', 'größe 🐳 "a" \'b\' C:\\x,y=z'],
  ['line breaks and tabs are written as escapes', 'a\nb\rc\td', 'a\\nb\\rc\\td'],
  ['a NUL becomes the replacement character', 'a\0b', 'a\ufffdb'],
  ['backslashes at the end are cut', 'C:\\\\', 'C:'],
  ['nothing but backslashes is nothing', '\\\\\\', ''],
];
for (const [title, text, stored] of texts) {
  test(`text: ${title}`, () => assert.equal(storedText(text), stored));
}

const metrics: [metric: string, measurement: string][] = [
  ['system.cpu.load_average.1m', 'system_cpu_load_average_1m'],
  ['system_cpu_utilization', 'system_cpu_utilization'],
  ['#comment', '_comment'],
  ['events', 'events_'],
  ['my.events', 'my_events'],
];
for (const [metric, measurement] of metrics) {
  test(`the metric ${metric} is the measurement ${measurement}`, () => {
    assert.equal(measurementName(metric), measurement);
    assert.equal(measurementName(measurement), measurement);
  });
}

test('tags that InfluxDB refuses get another name, and are read back', () => {
  for (const [name, stored] of [
    ['host', 'host'],
    ['time', 'time_'],
    ['time_', 'time__'],
    ['_field', '_field_'],
    ['_measurement', '_measurement_'],
    ['_fields', '_fields'],
    ['times', 'times'],
    ['title', 'title'],
    ['x_', 'x_'],
    ['__proto__', '__proto__'],
  ] as const) {
    assert.equal(metricTags.stored(name), stored);
    assert.equal(metricTags.read(stored), name);
  }
});

test('tags of events that are called as a field of theirs get another name, and are read back', () => {
  for (const [name, stored] of [
    ['title', 'title_'],
    ['text', 'text_'],
    ['tags', 'tags_'],
    ['tags_', 'tags__'],
    ['time', 'time_'],
    ['container', 'container'],
  ] as const) {
    assert.equal(eventTags.stored(name), stored);
    assert.equal(eventTags.read(stored), name);
  }
});
