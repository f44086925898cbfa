// A wallet behind WalletConnect, as a phone's is: WalletConnect's own client, and ethers for the key. A test drives it line by line: JSON on
// standard input says what the person does, JSON on standard output says what the person sees.
import { createInterface } from 'node:readline'
import { SignClient } from '@walletconnect/sign-client'
import { getBytes, JsonRpcProvider, Wallet } from 'ethers'

const { PHONE_RELAY: relayUrl, PHONE_RPC: rpcUrl, PHONE_KEY: key } = process.env
const wallet = new Wallet(key, new JsonRpcProvider(rpcUrl, undefined, { staticNetwork: true }))
const say = (event, rest = {}) => process.stdout.write(JSON.stringify({ event, ...rest }) + '\n')
const rejected = { code: 5000, message: 'User rejected.' }
// What the person and the wallet do: answer a proposal, a request; methods the wallet leaves out of a session; answers in place of its own, by method.
let mode = { proposal: 'approve', request: 'send', without: [], answers: {} }
let held

const client = await SignClient.init({
  projectId: 'loopback',
  relayUrl,
  telemetryEnabled: false,
  storageOptions: { database: ':memory:' },
  metadata: { name: 'Test phone', description: 'of the tests', url: 'https://phone.invalid', icons: [] },
})

client.on('session_proposal', async ({ id, params }) => {
  const wanted = params.optionalNamespaces.eip155
  say('proposal', { chains: wanted.chains, methods: wanted.methods, name: params.proposer.metadata.name })
  if (mode.proposal === 'reject') return client.reject({ id, reason: rejected })
  const accounts = wanted.chains.map((chain) => `${chain}:${wallet.address}`)
  const methods = wanted.methods.filter((method) => !mode.without.includes(method))
  const { topic, acknowledged } = await client.approve({ id, namespaces: { eip155: { ...wanted, methods, accounts } } })
  await acknowledged()
  say('settled', { topic })
})

const work = {
  eth_sendTransaction: async ([{ to, data, value, gas, maxFeePerGas, maxPriorityFeePerGas }]) =>
    (await wallet.sendTransaction({ to, data, value, gasLimit: gas, maxFeePerGas, maxPriorityFeePerGas })).hash,
  personal_sign: async ([message]) => wallet.signMessage(getBytes(message)),
  eth_signTypedData_v4: async ([, text]) => {
    const { domain, types: { EIP712Domain, ...types }, message } = JSON.parse(text)
    return wallet.signTypedData(domain, types, message)
  },
}

const answer = async ({ topic, id, params }) => {
  const { method, params: list } = params.request
  if (mode.request === 'reject') return client.respond({ topic, response: { id, jsonrpc: '2.0', error: rejected } })
  const answered = mode.answers[method] ?? { result: await work[method](list) }
  await client.respond({ topic, response: { id, jsonrpc: '2.0', ...answered } })
}

client.on('session_request', async (request) => {
  say('request', { method: request.params.request.method, chainId: request.params.chainId })
  if (mode.request === 'hold') { held = request; say('held') }
  else await answer(request)
})

client.on('session_delete', () => say('deleted'))

const does = {
  pair: ({ uri }) => client.pair({ uri }),
  mode: ({ do: _, ...change }) => { mode = { ...mode, ...change } },
  release: () => { mode.request = 'send'; return answer(held) },
  extend: async () => (await client.extend({ topic: client.session.keys[0] })).acknowledged(),
  ping: () => client.ping({ topic: client.session.keys[0] }),
  end: () => client.disconnect({ topic: client.session.keys[0], reason: { code: 6000, message: 'User disconnected.' } }),
}

say('ready', { address: wallet.address })
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line)
  try {
    await does[order.do](order)
    say('did ' + order.do)
  } catch (fault) {
    say('failed', { did: order.do, why: String(fault?.message ?? fault) })
  }
}
process.exit(0)
