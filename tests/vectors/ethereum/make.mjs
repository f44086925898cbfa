// Makes transactions.json: signed EIP-1559 transactions, accounts and signatures as viem 2 makes them.
// Regenerate: npm i --no-save viem@2.57.20 in a scratch folder, copy this file there, `node make.mjs > transactions.json`.
import { keccak256, serializeTransaction, toHex } from 'viem'
import { mnemonicToAccount, privateKeyToAccount, sign } from 'viem/accounts'

const phrase = 'test test test test test test test test test test test junk'
const accounts = Array.from({ length: 10 }, (_, index) => {
  const account = mnemonicToAccount(phrase, { addressIndex: index })
  return { index, address: account.address, privateKey: toHex(account.getHdKey().privateKey) }
})
const keys = ['0x' + '00'.repeat(31) + '01', '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140', ...accounts.slice(0, 3).map((a) => a.privateKey)]

const cases = [
  { chainId: 1, nonce: 0, maxPriorityFeePerGas: 0n, maxFeePerGas: 0n, gas: 21000n, to: accounts[1].address, value: 0n },
  { chainId: 31337, nonce: 127, maxPriorityFeePerGas: 1n, maxFeePerGas: 128n, gas: 21000n, to: accounts[2].address, value: 1n },
  { chainId: 31337, nonce: 128, maxPriorityFeePerGas: 1500000000n, maxFeePerGas: 30000000000n, gas: 90000n, to: accounts[3].address, value: 10n ** 18n, data: '0x00' },
  { chainId: 11155111, nonce: 256, maxPriorityFeePerGas: 2n ** 64n, maxFeePerGas: 2n ** 96n + 5n, gas: 30000000n, to: accounts[4].address, value: 2n ** 100n, data: '0x' + 'ab'.repeat(55) },
  { chainId: 1, nonce: 65535, maxPriorityFeePerGas: 7n, maxFeePerGas: 9n, gas: 1000000n, to: accounts[5].address, value: 0n, data: '0x' + 'cd'.repeat(56) },
  { chainId: 1, nonce: 1, maxPriorityFeePerGas: 7n, maxFeePerGas: 9n, gas: 1000000n, value: 0n, data: '0x' + '60'.repeat(1000) },
  { chainId: 1, nonce: 2, maxPriorityFeePerGas: 7n, maxFeePerGas: 9n, gas: 1000000n, to: accounts[6].address, value: 3n, data: '0x7f',
    accessList: [{ address: accounts[7].address, storageKeys: ['0x' + '00'.repeat(32), '0x' + '11'.repeat(32)] }, { address: accounts[8].address, storageKeys: [] }] },
  { chainId: 1, nonce: 3, maxPriorityFeePerGas: 7n, maxFeePerGas: 9n, gas: 1000000n, to: accounts[6].address, value: 3n, dataByte: '5a', dataCount: 65216 },
]
const text = (v) => (typeof v === 'bigint' ? v.toString() : v)
const transactions = []
for (const [i, given] of cases.entries()) {
  const c = given.dataByte ? { ...given, data: '0x' + given.dataByte.repeat(given.dataCount) } : given
  const privateKey = keys[i % keys.length]
  const account = privateKeyToAccount(privateKey)
  const raw = await account.signTransaction({ type: 'eip1559', ...c })
  const unsigned = serializeTransaction({ type: 'eip1559', ...c })
  const plain = Object.fromEntries(Object.entries(given).map(([k, v]) => [k, text(v)]))
  transactions.push({ ...plain, privateKey, signingHash: keccak256(unsigned), hash: keccak256(raw), raw: raw.length > 3000 ? undefined : raw })
}
const signatures = []
for (const privateKey of keys)
  for (const digest of [keccak256('0x'), keccak256('0x00'), '0x' + '00'.repeat(32), '0x' + 'ff'.repeat(32), keccak256(toHex('modelmarket'))]) {
    const s = await sign({ hash: digest, privateKey })
    signatures.push({ privateKey, address: privateKeyToAccount(privateKey).address, digest, r: s.r, s: s.s, yParity: s.yParity })
  }
console.log(JSON.stringify({ origin: 'viem', phrase, accounts, transactions, signatures }, null, 1))
