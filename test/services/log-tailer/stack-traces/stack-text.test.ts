import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceptionInText } from '../../../../services/log-tailer/stack-traces/exception-name.ts';
import { goKindInText } from '../../../../services/log-tailer/stack-traces/go-kind.ts';
import { exceptionInStack } from '../../../../services/log-tailer/stack-traces/stack-text.ts';

const names: Readonly<Record<string, string | undefined>> = {
  'java.lang.IllegalStateException: boom': 'java.lang.IllegalStateException',
  'com.acme.OrderGone: 12': 'com.acme.OrderGone',
  'com.acme.Outer$GoneException': 'com.acme.Outer$GoneException',
  'Exception in thread "main" com.acme.Gone: x': 'com.acme.Gone',
  'failed: Error: x': 'Error',
  'TypeError [ERR_INVALID_ARG_TYPE]: x': 'TypeError',
  'Gone: it is': 'Gone',
  'Unhandled exception. System.AggregateException: x (y)': 'System.AggregateException',
  'PHP Fatal error:  Uncaught OrderFailed: x in /a.php:3': 'OrderFailed',
  'boom {"exception":"[object] (Acme\\\\GoneException(code: 0): x': 'Acme\\GoneException',
  "/a.rb:3:in 'f': x (Acme::Gone)": 'Acme::Gone',
  'an Error occurred': undefined,
  'Trace: here': undefined,
  "Uncaught 'text'": undefined,
  'ERROR: failed': undefined,
  'error=0 in /var/log/Error.log': undefined,
};

test('the type of the exception that a line names', () => {
  for (const [text, type] of Object.entries(names)) assert.equal(exceptionInText(text), type, text);
});

const kinds: Readonly<Record<string, string | undefined>> = {
  'panic: runtime error: slice bounds out of range [:5] with capacity 3': 'runtime error: slice bounds out of range',
  'panic: runtime error: integer divide by zero [recovered]': 'runtime error: integer divide by zero',
  'panic: send on closed channel': 'send on closed channel',
  'panic: interface conversion: interface {} is string, not int': 'interface conversion',
  'panic: (main.Gone) 0x776398': 'main.Gone',
  'panic: main.Code(3)': 'main.Code',
  'panic: order 12 of max@example.com is gone': 'panic',
  '2026/11/20 19:14:00 http: panic serving 10.0.0.1:4711: assignment to entry in nil map':
    'assignment to entry in nil map',
  'fatal error: concurrent map writes': 'fatal error: concurrent map writes',
  'no panic at all': undefined,
};

test('the kind of what a Go program stopped for has neither numbers nor texts of its own', () => {
  for (const [text, kind] of Object.entries(kinds)) assert.equal(goKindInText(text), kind, text);
});

const stacks: Readonly<Record<string, string | undefined>> = {
  'Error: x\\n    at /a.js:1:2': 'Error',
  'Gone\\n    at /a.js:1:2': 'Gone',
  'Traceback (most recent call last):\\n  File \\"a.py\\", line 1\\nKeyError: \'a\'\\nsecond: line': 'KeyError',
  '  + Exception Group Traceback (most recent call last):\\n  |   File \\"a\\"\\n  | ExceptionGroup: x (1 sub-exception)\\n  +-+-- 1 --\\n    | Traceback (most recent call last):\\n    | KeyError':
    'ExceptionGroup',
  'Traceback (most recent call last):\\n  File \\"a': undefined,
  'dial tcp 10.0.0.1:5432: connection refused': undefined,
  '\\\\': undefined,
  '': undefined,
};

test('the type of the exception of which a member of a line is the trace', () => {
  for (const [text, type] of Object.entries(stacks)) assert.equal(exceptionInStack(text), type, text);
});
