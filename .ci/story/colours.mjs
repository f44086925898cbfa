// colours.mjs FILE.png: the colours that at least thirty pixels have exactly, one a line. 8-bit RGB and RGBA without interlacing.
import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

const least = 30
const file = readFileSync(process.argv[2])
if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG')
const data = []
let width, height, bytes
for (let at = 8; at < file.length;) {
  const [length, type] = [file.readUInt32BE(at), file.toString('latin1', at + 4, at + 8)]
  const body = file.subarray(at + 8, at + 8 + length)
  if (type === 'IHDR') {
    [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
    const [depth, kind, , , interlaced] = body.subarray(8)
    bytes = { 2: 3, 6: 4 }[kind]
    if (depth !== 8 || !bytes || interlaced) throw new Error(`depth ${depth}, kind ${kind}, interlaced ${interlaced} are not read`)
  }
  if (type === 'IDAT') data.push(body)
  at += 12 + length
}

const raw = inflateSync(Buffer.concat(data))
const row = width * bytes
const paeth = (a, b, c) => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}
const guess = [() => 0, (a) => a, (_, b) => b, (a, b) => (a + b) >> 1, paeth]
const count = new Map()
let above = new Uint8Array(row)
for (let y = 0; y < height; y++) {
  const filter = guess[raw[y * (row + 1)]]
  const line = Uint8Array.from(raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)))
  for (let x = 0; x < row; x++) {
    const [a, c] = x < bytes ? [0, 0] : [line[x - bytes], above[x - bytes]]
    line[x] += filter(a, above[x], c)
  }
  for (let x = 0; x < row; x += bytes) {
    const colour = (line[x] << 16) | (line[x + 1] << 8) | line[x + 2]
    count.set(colour, (count.get(colour) ?? 0) + 1)
  }
  above = line
}
for (const [colour, pixels] of count) {
  if (pixels >= least) console.log('#' + colour.toString(16).padStart(6, '0').toUpperCase())
}
