// Makes sealing.json: leaves, roots, proofs and draws of sealed data (mechanism.md §2), computed with viem 2 from the words of the rules alone.
// Regenerate: npm i --no-save viem@2.57.20 in a scratch folder, copy this file there, then `node generate.mjs > sealing.json`.
import { encodeAbiParameters, keccak256, parseAbiParameters, toHex } from 'viem'

const domain = (name) => keccak256(toHex(`ModelMarket.v1.${name}`))
const numbered = (text, i) => keccak256(toHex(`${text} ${i}`))
const chainId = 31337n
const app = '0x00000000000000000000000000000000000a11ce'
const sponsor = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
const jobNonce = '0x' + '9e'.repeat(32)
const leafType = parseAbiParameters('bytes32, uint256, address, address, bytes32, uint32, uint32, uint64, bytes32, bytes32')
const nodeType = parseAbiParameters('bytes32, bytes32, bytes32')

const groupOf = (index) => ({
  index, rows: 8 + (index % 2), size: String(1000n + BigInt(index)), cid: '0x01551220' + numbered('file', index).slice(2), salt: numbered('salt', index),
})
const leafOf = ({ index, rows, size, cid, salt }) => keccak256(keccak256(encodeAbiParameters(leafType,
  [domain('leaf'), chainId, app, sponsor, jobNonce, index, rows, BigInt(size), keccak256(cid), salt])))
const parent = (left, right) => keccak256(encodeAbiParameters(nodeType, [domain('node'), left, right]))

const treeOf = (leaves) => {
  let level = [...leaves]
  while (level.length & (level.length - 1)) level.push(domain('padding'))
  const levels = [level]
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, i) => parent(level[2 * i], level[2 * i + 1]))
    levels.push(level)
  }
  return levels
}
const proofOf = (levels, index) => levels.slice(0, -1).map((level, height) => level[(index >> height) ^ 1])

const drawOf = (seed, count) => {
  const order = Array.from({ length: count }, (_, i) => i)
  const opened = Math.max(6, Math.ceil(count * 3 / 10))
  let i = 0n
  let rejected = 0
  for (let place = 0; place < opened; place++) {
    const n = count - place
    for (;;) {
      const x = parseInt(keccak256(encodeAbiParameters(parseAbiParameters('bytes32, uint256'), [seed, i++])).slice(2, 6), 16)
      if (x >= 65536 - (65536 % n)) { rejected++; continue }
      const chosen = place + (x % n);
      [order[place], order[chosen]] = [order[chosen], order[place]]
      break
    }
  }
  return { seed, groupCount: count, rejected, indices: order.slice(0, opened).sort((a, b) => a - b) }
}

const trees = [20, 21, 32, 256].map((count) => {
  const groups = Array.from({ length: count }, (_, i) => groupOf(i))
  const leaves = groups.map(leafOf)
  const levels = treeOf(leaves)
  const shown = [0, 7, count - 1]
  return { groupCount: count, root: levels.at(-1)[0], groups: shown.map((i) => ({ ...groups[i], leaf: leaves[i], proof: proofOf(levels, i) })) }
})
const draws = []
for (const count of [20, 21, 40, 100, 256]) for (let i = 0; i < 4; i++) draws.push(drawOf(numbered('seed', i), count))
// Draws in which a value was rejected, which is rare.
for (let i = 4, found = 0; found < 2; i++) {
  const draw = drawOf(numbered('seed', i), 250)
  if (draw.rejected > 0) { draws.push(draw); found++ }
}
console.log(JSON.stringify({ origin: 'viem 2.57.20 by generate.mjs', chainId: Number(chainId), app, sponsor, jobNonce, trees, draws }, null, 1))
