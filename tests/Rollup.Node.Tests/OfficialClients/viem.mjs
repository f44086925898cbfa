// @cartesi/viem alpha.26 against our node: add an input, wait for it, read its outputs, execute the voucher.
// Usage: node viem.mjs <l1 url> <node url> <application address>
import { createCartesiPublicClient, getInputsAdded, getOutputsExecuted, publicActionsL1, walletActionsL1 } from '@cartesi/viem'
import { createPublicClient, createTestClient, createWalletClient, http, toHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'

const [l1, node, application] = process.argv.slice(2)
const account = mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: 5 })
const transport = http(l1)
const wallet = createWalletClient({ account, chain: foundry, transport }).extend(walletActionsL1())
const chain = createPublicClient({ chain: foundry, transport, pollingInterval: 50 }).extend(publicActionsL1())
const test = createTestClient({ chain: foundry, mode: 'anvil', transport })
const rollup = createCartesiPublicClient({ transport: http(`${node}rpc`), pollingInterval: 50 })

const funding = await wallet.sendTransaction({ to: application, value: 1000n })
await chain.waitForTransactionReceipt({ hash: funding })
const added = await chain.waitForTransactionReceipt({ hash: await wallet.addInput({ application, payload: toHex('pay 7') }) })
const [{ index }] = getInputsAdded(added)
const input = await rollup.waitForInput({ application, inputIndex: index, retryCount: 200 })
console.log(`input ${input.index} ${input.status} from ${input.decodedData.sender}`)

const { data: outputs } = await rollup.listOutputs({ application, inputIndex: index, outputType: 'Voucher' })
console.log(`voucher ${outputs[0].index} of ${outputs[0].decodedData.value} wei`)
await test.mine({ blocks: 12 })
for (let tries = 0; (await rollup.getEpoch({ application, epochIndex: input.epochIndex })).status !== 'CLAIM_ACCEPTED'; tries++) {
  if (tries > 400) throw new Error('the claim was not accepted')
  await new Promise((resolve) => setTimeout(resolve, 50))
}
const output = await rollup.getOutput({ application, outputIndex: outputs[0].index })
await chain.validateOutput({ application, output })
const executed = await chain.waitForTransactionReceipt({ hash: await wallet.executeOutput({ application, output }) })
console.log(`executed ${getOutputsExecuted(executed).length} (${executed.status})`)
const applications = await rollup.listApplications({})
console.log(`application ${applications.data[0].name} reads ${applications.data[0].dataAvailability.type}, last accepted epoch ${await rollup.getLastAcceptedEpochIndex({ application })}`)
