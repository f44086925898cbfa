// Calls every method of @cartesi/rpc alpha.19 and prints one line per method: name, what was checked, ok or what differs.
// Usage: node rpc.mjs <node url> <application address>
import { createClient } from '@cartesi/rpc'

const [url, application] = process.argv.slice(2)
const client = createClient({ uri: `${url}rpc` })
const hexNumber = /^0x(0|[1-9a-f][0-9a-f]*)$/
const address = /^0x[0-9a-fA-F]{40}$/
const hash = /^0x[0-9a-f]{64}$/
const hex = /^0x([0-9a-f]{2})*$/
const time = (v) => !Number.isNaN(Date.parse(v)) || `not a date: ${v}`
const like = (pattern) => (v) => pattern.test(v) || `${JSON.stringify(v)} is not like ${pattern}`
const orNull = (check) => (v) => v === null || check(v)
const oneOf = (...names) => (v) => names.includes(v) || `${v} is not one of ${names}`
const list = (check) => (v) => (Array.isArray(v) ? firstFault(v.map(check)) : 'not a list')
const firstFault = (results) => results.find((r) => r !== true) ?? true
const shape = (fields) => (v) =>
  firstFault(Object.entries(fields).map(([name, check]) => { const r = check(v[name]); return r === true || `${name}: ${r}` }))

const times = { created_at: time, updated_at: time }
const parameters = shape({
  snapshot_policy: oneOf('NONE', 'EVERY_INPUT', 'EVERY_EPOCH'),
  ...Object.fromEntries(['advance_inc_cycles', 'advance_max_cycles', 'inspect_inc_cycles', 'inspect_max_cycles', 'advance_inc_deadline', 'advance_max_deadline',
    'inspect_inc_deadline', 'inspect_max_deadline', 'load_deadline', 'store_deadline', 'fast_deadline'].map((n) => [n, like(hexNumber)])),
  max_concurrent_inspects: (v) => Number.isInteger(v) || 'not a number', ...times,
})
const app = shape({
  name: like(/^[a-z0-9_-]{3,}$/), iapplication_address: like(address), iconsensus_address: like(address), iinputbox_address: like(address), template_hash: like(hash),
  epoch_length: like(hexNumber), data_availability: like(hex), consensus_type: oneOf('AUTHORITY'), state: oneOf('ENABLED'), iinputbox_block: like(hexNumber),
  last_epoch_check_block: like(hexNumber), last_input_check_block: like(hexNumber), last_output_check_block: like(hexNumber), processed_inputs: like(hexNumber), ...times,
  execution_parameters: parameters,
})
const epoch = shape({
  index: like(hexNumber), first_block: like(hexNumber), last_block: like(hexNumber), input_index_lower_bound: like(hexNumber), input_index_upper_bound: like(hexNumber),
  machine_hash: orNull(like(hash)), outputs_merkle_root: orNull(like(hash)), outputs_merkle_proof: orNull(list(like(hash))), commitment: orNull(like(hash)),
  commitment_proof: orNull(list(like(hash))), claim_transaction_hash: orNull(like(hash)), tournament_address: orNull(like(address)),
  status: oneOf('OPEN', 'CLOSED', 'INPUTS_PROCESSED', 'CLAIM_COMPUTED', 'CLAIM_SUBMITTED', 'CLAIM_ACCEPTED', 'CLAIM_REJECTED'), virtual_index: like(hexNumber), ...times,
})
const input = shape({
  epoch_index: like(hexNumber), index: like(hexNumber), block_number: like(hexNumber), raw_data: like(/^0x415bf363/), status: oneOf('NONE', 'ACCEPTED', 'REJECTED', 'EXCEPTION'),
  decoded_data: shape({
    chain_id: like(hexNumber), application_contract: like(address), sender: like(address), block_number: like(hexNumber), block_timestamp: like(hexNumber), prev_randao: like(hexNumber),
    index: like(hexNumber), payload: like(hex),
  }),
  machine_hash: orNull(like(hash)), outputs_hash: like(hash), transaction_reference: like(hash), ...times,
})
const decoded = (v) => oneOf('Notice', 'Voucher', 'DelegateCallVoucher')(v.type) === true
  && (v.type === 'Notice' || like(address)(v.destination)) && (v.type !== 'Voucher' || like(hexNumber)(v.value)) && like(hex)(v.payload)
const output = shape({
  epoch_index: like(hexNumber), input_index: like(hexNumber), index: like(hexNumber), raw_data: like(hex), decoded_data: decoded, hash: like(hash),
  output_hashes_siblings: (v) => (list(like(hash))(v) === true && v.length === 63) || 'not 63 siblings', execution_transaction_hash: orNull(like(hash)), ...times,
})
const report = shape({ epoch_index: like(hexNumber), input_index: like(hexNumber), index: like(hexNumber), raw_data: like(hex), ...times })

const item = (check) => shape({ data: check })
const page = (check, atLeast = 1) => (v) => firstFault([
  list(check)(v.data), v.data.length >= atLeast || 'too few', shape({ total_count: Number.isInteger, limit: Number.isInteger, offset: Number.isInteger })(v.pagination),
])
const emptyPage = (v) => (v.data.length === 0 && v.pagination.total_count === 0) || 'not an empty page'
const missing = (e) => e.code === -32001 || `error ${e.code} instead of -32001`

const zero = { application, epoch_index: '0x0' }
const h = '0x' + '00'.repeat(32)
const a = '0x' + '00'.repeat(20)
const epochIndex = (await client.request('cartesi_listEpochs', { application })).data[0].index
const calls = [
  ['cartesi_listApplications', {}, page(app)],
  ['cartesi_getApplication', { application }, item(app)],
  ['cartesi_listEpochs', { application, status: 'CLAIM_ACCEPTED' }, page(epoch)],
  ['cartesi_getEpoch', { application, epoch_index: epochIndex }, item(epoch)],
  ['cartesi_getLastAcceptedEpochIndex', { application }, item(like(hexNumber))],
  ['cartesi_listInputs', { application, limit: 2, descending: true }, page(input, 2)],
  ['cartesi_getInput', { application, input_index: '0x0' }, item(input)],
  ['cartesi_getProcessedInputCount', { application }, item(like(hexNumber))],
  ['cartesi_listOutputs', { application, output_type: '0xc258d6e5' }, page(output)],
  ['cartesi_getOutput', { application, output_index: '0x0' }, item(output)],
  ['cartesi_listReports', { application, input_index: '0x0' }, page(report)],
  ['cartesi_getReport', { application, report_index: '0x0' }, item(report)],
  ['cartesi_getChainId', {}, item(like(hexNumber))],
  ['cartesi_getNodeVersion', {}, item(like(/^\d+\.\d+\.\d+/))],
  ['cartesi_listTournaments', { application }, emptyPage],
  ['cartesi_getTournament', { application, address: a }, null, missing],
  ['cartesi_listCommitments', { application }, emptyPage],
  ['cartesi_getCommitment', { ...zero, tournament_address: a, commitment: h }, null, missing],
  ['cartesi_listMatches', { application }, emptyPage],
  ['cartesi_getMatch', { ...zero, tournament_address: a, id_hash: h }, null, missing],
  ['cartesi_listMatchAdvances', { ...zero, tournament_address: a, id_hash: h }, emptyPage],
  ['cartesi_getMatchAdvanced', { ...zero, tournament_address: a, id_hash: h, parent: h }, null, missing],
]
let faults = 0
for (const [method, params, check, checkError] of calls) {
  let verdict
  try {
    const result = await client.request(method, params)
    verdict = check ? check(result) : 'an answer instead of an error'
  } catch (error) {
    verdict = checkError ? checkError(error) : `error ${error.code}: ${error.message}`
  }
  faults += verdict === true ? 0 : 1
  console.log(`${method} ${verdict === true ? 'ok' : verdict}`)
}
console.log(`${calls.length} methods, ${faults} faults`)
process.exit(faults === 0 ? 0 : 1)
