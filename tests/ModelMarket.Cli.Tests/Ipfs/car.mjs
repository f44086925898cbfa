// node car.mjs in.car out.car: reads an archive with @ipld/car, checks every hash with node's own SHA-256, writes it again with @ipld/car.
// Prints its root and the number of blocks.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CarBlockIterator, CarWriter } from '@ipld/car'

const [from, to] = process.argv.slice(2)
const archive = await CarBlockIterator.fromIterable(createReadStream(from))
const roots = await archive.getRoots()
const { writer, out } = CarWriter.create(roots)
const written = pipeline(Readable.from(out), createWriteStream(to))
let count = 0
for await (const { cid, bytes } of archive) {
  const digest = createHash('sha256').update(bytes).digest()
  if (Buffer.compare(digest, Buffer.from(cid.multihash.digest)) !== 0) throw new Error(`block ${cid} is wrong`)
  await writer.put({ cid, bytes })
  count++
}
await writer.close()
await written
console.log(`${roots.join(' ')} ${count}`)
