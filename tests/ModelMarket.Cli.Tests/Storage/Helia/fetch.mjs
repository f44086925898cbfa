// node fetch.mjs <gateway> <cid>: fetches a file with @helia/verified-fetch and prints its size and SHA-256.
import { createHash } from 'node:crypto'

// The package uses it, Node.js 20 has it not.
Promise.withResolvers ??= () => { const all = {}; all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject })); return all }

const [gateway, cid] = process.argv.slice(2)
const { createVerifiedFetch } = await import('@helia/verified-fetch')
// Everything comes from the gateway: this node listens nowhere and looks for nobody.
const alone = { addresses: { listen: [] }, peerDiscovery: [] }
const verifiedFetch = await createVerifiedFetch({ gateways: [gateway], routers: [], allowLocal: true, allowInsecure: true, libp2pConfig: alone })
const response = await verifiedFetch(`ipfs://${cid}`)
const body = Buffer.from(await response.arrayBuffer())
console.log(`${response.status} ${body.length} ${createHash('sha256').update(body).digest('hex')}`)
await verifiedFetch.stop()
process.exit(0)
