// node import.mjs < cases: one case of JSON a line in, one root CID a line out, by the reference importer.
// A case: { chunker: {min?, avg?, max?} | {size}, leaves: 'raw' | 'dag-pb', entries: [{ path, size?, seed? }] }; an entry without size is an empty folder.
import { createInterface } from 'node:readline'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize, rabin } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

const Slice = 1 << 20

// xorshift32, words little-endian, in slices.
async function * seeded (size, seed) {
  let x = seed >>> 0
  for (let at = 0; at < size; at += Slice) {
    const out = new Uint8Array(Math.min(Slice, size - at))
    for (let i = 0; i < out.length; i += 4) {
      x ^= x << 13; x >>>= 0
      x ^= x >>> 17
      x ^= x << 5; x >>>= 0
      for (let k = 0; k < 4 && i + k < out.length; k++) out[i + k] = (x >>> (8 * k)) & 0xff
    }
    yield out
  }
}

const nowhere = { async put (cid) { return cid } }

async function rootOf ({ chunker, leaves, entries }) {
  const source = entries.map(({ path, size, seed }) => size === undefined ? { path } : { path, content: seeded(size, seed) })
  let root
  for await (const entry of importer(source, nowhere, {
    cidVersion: 1,
    rawLeaves: leaves === 'raw',
    leafType: 'file',
    reduceSingleLeafToSelf: true,
    wrapWithDirectory: false,
    chunker: chunker.size ? fixedSize({ chunkSize: chunker.size }) : rabin({ avgChunkSize: chunker.avg }),
    layout: balanced({ maxChildrenPerNode: 174 })
  })) root = entry.cid
  return root.toString()
}

for await (const line of createInterface({ input: process.stdin })) console.log(await rootOf(JSON.parse(line)))
