// Node's spec report, followed by the list of what was skipped and why: a skipped test must not look like a passed one.
import { Transform } from 'node:stream';
import { spec as Spec } from 'node:test/reporters';

/** A reporter for `node --test`: the built-in spec report plus the reasons of all skips. */
export default class SpecAndSkips extends Transform {
  #spec = new Spec();
  #skipped = [];

  constructor() {
    super({ writableObjectMode: true });
    this.#spec.on('data', text => this.push(text));
  }

  _transform(event, _encoding, done) {
    const { data, type } = event;
    if (type === 'test:pass' && data.skip !== undefined)
      this.#skipped.push(`${data.name}: ${data.skip || 'no reason given'}`);
    this.#spec.write(event, done);
  }

  _flush(done) {
    this.#spec.on('end', () => {
      if (this.#skipped.length > 0)
        this.push(`\nSkipped, and why:\n${this.#skipped.map(line => `  ${line}\n`).join('')}`);
      done();
    });
    this.#spec.end();
  }
}
