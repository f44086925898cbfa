// Writes abi.json: what viem says about many types. Run: npm ci && node generate.mjs
import { writeFileSync } from 'node:fs'
import { encodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters, toFunctionSelector, toEventSelector, keccak256 } from 'viem'

// A small generator with a fixed seed (mulberry32), so that a second run writes the same file.
let seed = 20260101
const next = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return (t ^ (t >>> 14)) >>> 0
}
const below = (n) => next() % n
const bytes = (n) => '0x' + Array.from({ length: n }, () => below(256).toString(16).padStart(2, '0')).join('')
const uint = (bits) => {
  const mask = (1n << BigInt(bits)) - 1n
  return [0n, 1n, mask, mask >> 1n, BigInt(bytes(32)) & mask][below(5)]
}
const texts = ['', 'a', 'Überprüfung', '🦆 rollup', 'x'.repeat(31), 'y'.repeat(32), 'z'.repeat(33)]

const splitTop = (text) => {
  const parts = []
  let depth = 0, start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')') depth--
    if (text[i] === ',' && depth === 0) { parts.push(text.slice(start, i)); start = i + 1 }
  }
  if (text.length > 0) parts.push(text.slice(start))
  return parts
}

// A value as viem takes it, and as JSON keeps it: numbers as decimal strings, bytes as 0x, tuples and arrays as lists.
const value = (type) => {
  const array = type.match(/^(.*)\[(\d*)\]$/s)
  if (array) {
    const count = array[2] === '' ? below(4) : Number(array[2])
    return Array.from({ length: count }, () => value(array[1]))
  }
  if (type.startsWith('(')) return splitTop(type.slice(1, -1)).map(value)
  if (type === 'address') return bytes(20)
  if (type === 'bool') return below(2) === 1
  if (type === 'string') return texts[below(texts.length)]
  if (type === 'bytes') return bytes([0, 1, 31, 32, 33, 64, 100][below(7)])
  if (type.startsWith('bytes')) return bytes(Number(type.slice(5)))
  if (type.startsWith('uint')) return uint(Number(type.slice(4)))
  if (type.startsWith('int')) { const bits = Number(type.slice(3)); return BigInt.asIntN(bits, uint(bits)) }
  throw new Error(type)
}
const json = (v) => Array.isArray(v) ? v.map(json) : typeof v === 'bigint' ? v.toString() : v

const typeLists = [
  'uint8', 'uint16', 'uint64', 'uint128', 'uint256', 'int8', 'int64', 'int128', 'int256', 'bool', 'address',
  'bytes1', 'bytes4', 'bytes31', 'bytes32', 'bytes', 'string',
  'uint256,address,bytes', 'bytes,bytes', 'string,uint8,string',
  'uint64[]', 'uint64[3]', 'address[]', 'bytes[]', 'string[2]', 'bytes32[63]', 'uint8[][]', 'uint8[2][]', 'uint8[][2]', 'bytes[][2]',
  '(uint64,address,uint8,uint128)', '(uint64,bytes)', '(bytes,bytes)[]', '(uint64,address,uint8,uint128)[]', '(uint8,(bool,string)[2])[]',
  'uint64,address,address,(uint64,address,uint8,uint128)[],uint64,bytes', '(uint64,bytes32[])', 'bytes,(uint64,bytes32[])',
]
// viem wants tuples of its own grammar: parseAbiParameters understands "(uint64, bytes)" as written here.
const vectors = []
for (const types of typeLists) {
  for (let i = 0; i < 5; i++) {
    const list = splitTop(types)
    const values = list.map(value)
    vectors.push({ types: list, values: json(values), encoded: encodeAbiParameters(parseAbiParameters(types), values) })
  }
}

const signatures = [
  'function EvmAdvance(uint256 chainId, address appContract, address msgSender, uint256 blockNumber, uint256 blockTimestamp, uint256 prevRandao, uint256 index, bytes payload)',
  'function Notice(bytes payload)',
  'function Voucher(address destination, uint256 value, bytes payload)',
  'function DelegateCallVoucher(address destination, bytes payload)',
]
const abi = parseAbi(signatures)
const call = (name, args) => ({ name, args: json(args), encoded: encodeFunctionData({ abi, functionName: name, args }) })
const calls = []
for (const size of [0, 1, 32, 100]) {
  calls.push(call('EvmAdvance', [31337n, bytes(20), bytes(20), uint(64), 1741291197n, BigInt(bytes(32)), uint(64), bytes(size)]))
  calls.push(call('Notice', [bytes(size)]))
  calls.push(call('Voucher', [bytes(20), uint(256), bytes(size)]))
  calls.push(call('DelegateCallVoucher', [bytes(20), bytes(size)]))
}

const selectors = [
  ...signatures.map((s) => s.replace('function ', '').replace(/ [a-zA-Z]+(?=[,)])/g, '').replaceAll(', ', ',')),
  'addInput(address,bytes)', 'executeOutput(bytes,(uint64,bytes32[]))', 'transfer(address,uint256)',
].map((s) => ({ signature: s, selector: toFunctionSelector('function ' + s) }))
const topics = ['InputAdded(address,uint256,bytes)', 'OutputExecuted(uint64,bytes)', 'ClaimAccepted(address,uint256,bytes32)']
  .map((s) => ({ signature: s, topic: toEventSelector('event ' + s) }))

// The outputs tree of rollups-contracts (height 63) over small leaves.
const HEIGHT = 63
const root = (leaves) => {
  let nodes = leaves, pristine = '0x' + '00'.repeat(32)
  const pair = (a, b) => keccak256(a + b.slice(2))
  for (let level = 0; level < HEIGHT; level++) {
    if (nodes.length % 2 === 1) nodes = [...nodes, pristine]
    nodes = Array.from({ length: nodes.length / 2 }, (_, i) => pair(nodes[2 * i], nodes[2 * i + 1]))
    pristine = pair(pristine, pristine)
  }
  return nodes.length === 0 ? pristine : nodes[0]
}
const trees = [0, 1, 2, 3, 7, 8].map((count) => {
  const outputs = Array.from({ length: count }, (_, i) => calls[4 * (i % 4) + 1 + (i % 3)].encoded)
  return { outputs, root: root(outputs.map((output) => keccak256(output))) }
})

// Keccak-256 around the block size (136 bytes): byte i of a message of n bytes is (7 i + n) mod 256.
const keccak = [0, 1, 8, 31, 32, 33, 64, 100, 134, 135, 136, 137, 200, 271, 272, 273, 1000, 65216].map((size) => (
  { size, hash: keccak256(Uint8Array.from({ length: size }, (_, i) => (7 * i + size) % 256)) }))

writeFileSync(new URL('abi.json', import.meta.url), JSON.stringify({ origin: 'viem 2.57.20, generate.mjs', vectors, calls, selectors, topics, keccak, trees }, null, 1) + '\n')
