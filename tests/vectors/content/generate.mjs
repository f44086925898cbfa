// Makes files.json, cids.json and car.json with the reference JavaScript importer. Run: npm ci && node generate.mjs
import { writeFileSync } from 'node:fs'
import { CarWriter } from '@ipld/car'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { base16 } from 'multiformats/bases/base16'
import { base32 } from 'multiformats/bases/base32'
import { base58btc } from 'multiformats/bases/base58'
import { CID } from 'multiformats/cid'

// xorshift32, words little-endian; seed 0 is all zero bytes (every leaf equal).
function seeded (size, seed) {
  const out = new Uint8Array(size)
  let x = seed >>> 0
  for (let i = 0; i < size; i += 4) {
    x ^= x << 13; x >>>= 0
    x ^= x >>> 17
    x ^= x << 5; x >>>= 0
    for (let k = 0; k < 4 && i + k < size; k++) out[i + k] = (x >>> (8 * k)) & 0xff
  }
  return out
}

async function importFile (content, { chunk, leaves, version, width }) {
  const blocks = new Map()
  const store = { async put (cid, bytes) { blocks.set(cid.toString(), { cid, bytes: bytes instanceof Uint8Array ? bytes.slice() : bytes }); return cid } }
  let root
  for await (const entry of importer([{ path: 'f', content: (async function * () { yield content })() }], store, {
    cidVersion: version,
    rawLeaves: leaves === 'raw',
    leafType: 'file',
    reduceSingleLeafToSelf: true,
    wrapWithDirectory: false,
    chunker: fixedSize({ chunkSize: chunk }),
    layout: balanced({ maxChildrenPerNode: width }),
    blockWriteConcurrency: 1,
    fileImportConcurrency: 1
  })) root = entry.cid
  return { root, blocks: [...blocks.values()] }
}

const KiB = 1024
const chunks = [61440, 256 * KiB, 1024 * KiB]
const files = []
async function add (size, seed, options) {
  const { root, blocks } = await importFile(seeded(size, seed), options)
  files.push({ size, seed, ...options, cid: root.toString(), blocks: blocks.length, blockBytes: blocks.reduce((n, b) => n + b.bytes.length, 0) })
}

let seed = 1
for (const chunk of chunks) {
  for (const [leaves, version] of [['raw', 1], ['dag-pb', 1], ['dag-pb', 0], ['raw', 0]]) {
    for (const size of [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17]) await add(size, seed++, { chunk, leaves, version, width: 174 })
    await add(3 * chunk + 5, 0, { chunk, leaves, version, width: 174 })
    for (const leavesCount of [2, 3, 4, 9, 10]) await add(leavesCount * chunk - 7, seed++, { chunk, leaves, version, width: 3 })
  }
}
for (const [leaves, version] of [['raw', 1], ['dag-pb', 0]]) {
  for (const size of [174 * 61440, 174 * 61440 + 1, 31_457_280]) await add(size, seed++, { chunk: 61440, leaves, version, width: 174 })
  await add(30 * KiB * KiB + 3, seed++, { chunk: 256 * KiB, leaves, version, width: 174 })
  await add(30 * KiB * KiB + 3, seed++, { chunk: 1024 * KiB, leaves, version, width: 174 })
  await add(31_000_000, 0, { chunk: 61440, leaves, version, width: 174 })
}
for (let levels = 2; levels <= 5; levels++) await add(3 ** levels * 64 - 1, seed++, { chunk: 64, leaves: 'raw', version: 1, width: 3 })

const cids = []
for (const file of files.slice(0, 60)) {
  const cid = CID.parse(file.cid)
  const v1 = cid.toV1()
  cids.push({
    canonical: file.cid,
    version: cid.version,
    codec: cid.code,
    digest: base16.baseEncode(cid.multihash.digest),
    bytes: base16.baseEncode(cid.bytes),
    base32: v1.toString(base32),
    base58btc: v1.toString(base58btc),
    base16: v1.toString(base16)
  })
}

const cars = []
for (const [size, leaves, version, roots] of [[0, 'raw', 1, 1], [100, 'raw', 1, 1], [100, 'dag-pb', 0, 1], [1000, 'dag-pb', 1, 2]]) {
  const { root, blocks } = await importFile(seeded(size, 7), { chunk: 64, leaves, version, width: 3 })
  const { writer, out } = CarWriter.create(roots === 2 ? [root, blocks[0].cid] : [root])
  const parts = []
  const collected = (async () => { for await (const part of out) parts.push(Buffer.from(part)) })()
  for (const block of blocks) await writer.put({ cid: block.cid, bytes: block.bytes })
  await writer.close()
  await collected
  cars.push({
    size, seed: 7, root: root.toString(), roots,
    blocks: blocks.map(b => ({ cid: b.cid.toString(), hex: Buffer.from(b.bytes).toString('hex') })),
    car: Buffer.concat(parts).toString('hex')
  })
}

const lines = rows => '[\n' + rows.map(row => '  ' + JSON.stringify(row)).join(',\n') + '\n]\n'
writeFileSync(new URL('files.json', import.meta.url), lines(files))
writeFileSync(new URL('cids.json', import.meta.url), lines(cids))
writeFileSync(new URL('car.json', import.meta.url), lines(cars))
console.log(`${files.length} files, ${cids.length} CIDs, ${cars.length} CARs`)
