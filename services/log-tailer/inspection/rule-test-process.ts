import { type ConfiguredTest, testRules } from '../rule-tester/rule-tester.ts';

/** A process of its own that tests rules, one message after the other, until whoever started it is gone. */
process.on('message', (test: ConfiguredTest) => process.send?.(testRules(test)));
process.on('disconnect', () => process.exit());
