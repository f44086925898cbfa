// Makes calldata.json: calls, struct encodings, logs and addresses of the contracts as viem 2 encodes them from contracts/artifacts.
// Regenerate: npm i --no-save viem@2.57.20 in a scratch folder, copy this file there, then
// `node generate.mjs <repository>/contracts/artifacts > calldata.json`.
import fs from 'node:fs'
import path from 'node:path'
import { encodeAbiParameters, encodeDeployData, encodeEventTopics, encodeFunctionData, getAbiItem, getContractAddress } from 'viem'

const artifact = (name) => JSON.parse(fs.readFileSync(path.join(process.argv[2], `${name}.json`), 'utf8'))
const [inputs, escrow, token] = ['IMarketInputs', 'JobEscrow', 'TestToken'].map(artifact)
const alice = '0x00000000000000000000000000000000000a11ce'
const sponsor = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
const inputBox = '0x1b51e2992a2755ba4d6f7094032df91991a0cfac'
const cid = '0x01551220' + '5a'.repeat(32)
const hash = '0x' + 'c3'.repeat(32)
const u64 = 2n ** 64n - 1n
const u128 = 2n ** 128n - 1n
const terms = {
  version: 1, kind: 3, payRule: 4, metric: 2, outputKind: 1, flags: 21, positiveClass: 1, evalBatchRows: 64, maxSubmissions: 256,
  fundedSeconds: 40, prepareSeconds: 60, openSeconds: 3600, revealSeconds: 600, uploadSeconds: 4294967295, sealedRevealSeconds: 86400,
  scoringSeconds: 50, target: 500000000n, minImprovement: 1n, winnerThreshold: 7n, normBoundMicros: u64, duplicateThousandths: 999,
  stakeCapThousandths: 20000, clientBond: u128, modelSize: 12345n, dataSize: 67890n, modelCid: cid, dataCid: '0x', sealedRoot: hash,
  jobNonce: '0x' + '9e'.repeat(32), sealedGroups: 20, sealedRows: 171n, sealedGroupBytesMax: 4096n, rounds: 3, aggregator: 6,
  aggregatorParameter: 100, finalThousandths: 500,
  floors: [{ by: 0, value: 1, metric: 1, floor: 900000000n }, { by: 1, value: 4294967295, metric: 0, floor: u64 }],
  trainerCid: cid, trainerSize: 99n, schemaCid: '0x', schemaSize: 0n, outputName: '', trainer: 'builtin:adam,lr=0.05',
  title: 'Brustkrebs, größer als früher – 乳がん',
}
const deposits = [{ id: 0n, depositor: sponsor, pot: 0, amount: 1000n }, { id: 1n, depositor: sponsor, pot: 1, amount: u128 }]
const termsType = getAbiItem({ abi: inputs.abi, name: 'jobTerms' }).inputs
const encodedTerms = encodeAbiParameters(termsType, [terms])

const call = (abi, functionName, args) => encodeFunctionData({ abi, functionName, args })
const calls = {
  jobOpened: call(inputs.abi, 'jobOpened', [1n, sponsor, alice, deposits, u64, encodedTerms]),
  jobOpenedWithoutDeposits: call(inputs.abi, 'jobOpened', [u64, sponsor, alice, [], 0n, '0x']),
  toppedUp: call(inputs.abi, 'toppedUp', [7n, { id: 2n, depositor: alice, pot: 2, amount: 5n }]),
  reclaimStarted: call(inputs.abi, 'reclaimStarted', [9n]),
  commit: call(inputs.abi, 'commit', [1n, 0, hash]),
  reveal: call(inputs.abi, 'reveal', [1n, 4294967295, cid, 777n, hash]),
  submit: call(inputs.abi, 'submit', [1n, cid, 777n]),
  putBlocks: call(inputs.abi, 'putBlocks', [[{ cid, data: '0x' + 'ab'.repeat(33) }, { cid: '0x', data: '0x' }, { cid, data: '0x00' }]]),
  putNoBlocks: call(inputs.abi, 'putBlocks', [[]]),
  putPart: call(inputs.abi, 'putPart', [cid, 262158, 61440, '0x' + '01'.repeat(64)]),
  tick: call(inputs.abi, 'tick', [u64]),
  openGroup: call(inputs.abi, 'openGroup', [7n, 19, 9, 2048n, cid, hash, [hash, '0x' + '00'.repeat(32)]]),
  publishKey: call(inputs.abi, 'publishKey', ['0x02' + 'a1'.repeat(32)]),
  note: call(inputs.abi, 'note', [7n, 'größer?']),
  message: call(inputs.abi, 'message', [7n, alice, '0x' + '01'.repeat(50)]),
  openJob: call(escrow.abi, 'openJob', [alice, 1000n, 300n, 1900000000n, encodedTerms]),
  topUp: call(escrow.abi, 'topUp', [3n, 1, 12n]),
  pay: call(escrow.abi, 'pay', [3n, 0, 255n, alice, u128]),
  refund: call(escrow.abi, 'refund', [3n, 2, 256n, sponsor, 0n]),
  withdraw: call(escrow.abi, 'withdraw', [alice, sponsor]),
  reclaim: call(escrow.abi, 'reclaim', [3n, 0, u64]),
  bondedCommit: call(inputs.abi, 'bondedCommit', [7n, { id: 2n, depositor: alice, pot: 2, amount: 5n }, 3, hash]),
  drawn: call(inputs.abi, 'drawn', [7n, hash]),
  settle: call(escrow.abi, 'settle', [3n, 0, 17n, hash, 1000n, 100]),
  claim: call(escrow.abi, 'claim', [3n, 17n, 99, alice, 10n, [hash, '0x' + '00'.repeat(32)]]),
  claimWithoutSiblings: call(escrow.abi, 'claim', [3n, 17n, 0, alice, 10n, []]),
  bondAndCommitWithPermit: call(escrow.abi, 'bondAndCommitWithPermit', [3n, 10n, 1, hash, { value: 2n ** 255n, deadline: 9n, v: 27, r: hash, s: hash }]),
  mint: call(token.abi, 'mint', [alice, 2n ** 256n - 1n]),
}
const initCode = encodeDeployData({ abi: escrow.abi, bytecode: escrow.bytecode, args: [inputBox, alice] })
const create2 = { from: '0x4e59b44847b379578588920ca78fbf26c0b4956c', salt: '0x' + '00'.repeat(32), opcode: 'CREATE2' }
const paid = getAbiItem({ abi: escrow.abi, name: 'Paid' })
const log = {
  topics: encodeEventTopics({ abi: escrow.abi, eventName: 'Paid', args: { jobId: 3n, paymentId: 255n, to: alice } }),
  data: encodeAbiParameters(paid.inputs.filter((input) => !input.indexed), [1, 1000n]),
}
const addresses = { inputBox, application: alice, escrow: getContractAddress({ ...create2, bytecode: initCode }) }
console.log(JSON.stringify({ origin: 'viem 2.57.20 by generate.mjs', addresses, terms: encodedTerms, calls, paidLog: log }, null, 2))
