import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeLz4 } from '../../../../services/log-tailer/journal/lz4.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

/** Made by LZ4's own library (`LZ4_compress_default`). */
const blocks = [
  {
    text: 'alpha beta alpha beta gamma alpha beta gamma delta alpha beta gamma delta epsilon alpha beta gamma delta epsilon.',
    block: 't2FscGhhIGJldGEgCwBPZ2FtbREAAD9kZWwoAAECFwB+ZXBzaWxvbkcABR8AUGlsb24u',
  },
  { text: `${'x'.repeat(70_000)}end`, block: `H3gBAP${'/'.repeat(364)}9sUHh4ZW5k` },
];

const decode = (block: Buffer, most: number) => {
  const out = Buffer.alloc(most);
  const written = decodeLz4(block, 0, block.length, out);
  return written < 0 ? undefined : out.toString('latin1', 0, written);
};

describe('decodeLz4', () => {
  for (const { text, block } of blocks)
    it(`decodes what LZ4 has compressed to ${block.length} characters`, () => {
      assert.ok(decode(Buffer.from(block, 'base64'), text.length) === text);
    });

  it('stops where there is no more room', () => {
    for (const { text, block } of blocks)
      for (const most of [0, 1, 7, 30, 100])
        assert.equal(decode(Buffer.from(block, 'base64'), most), text.slice(0, most));
  });

  it('decodes literals alone', () => {
    assert.equal(decode(Buffer.concat([Buffer.from([0x50]), Buffer.from('short')]), 5), 'short');
  });

  it('tells a block that is cut off, or refers to what is not there', () => {
    assert.equal(decode(Buffer.from([0x50, 0x61]), 9), undefined);
    assert.equal(decode(Buffer.from([0xf0, 255]), 900), undefined);
    assert.equal(decode(Buffer.from([0x10, 0x61, 2, 0]), 9), undefined);
    assert.equal(decode(Buffer.from([0x10, 0x61, 0, 0]), 9), undefined);
  });

  it('survives whatever bytes come', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 2000; round++) {
      const block = Buffer.from(Array.from({ length: 40 }, () => Math.floor(random() * 256)));
      assert.ok((decode(block, 500)?.length ?? 0) <= 500);
    }
  });
});
