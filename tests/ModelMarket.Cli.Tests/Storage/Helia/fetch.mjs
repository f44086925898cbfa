// node fetch.mjs <folder with node_modules> <gateway> <cid>: fetches a file with @helia/verified-fetch and prints its size and SHA-256.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [folder, gateway, cid] = process.argv.slice(2)
const entry = createRequire(`${folder}/`).resolve('@helia/verified-fetch')
const { createVerifiedFetch } = await import(pathToFileURL(entry))
const verifiedFetch = await createVerifiedFetch({ gateways: [gateway], routers: [], allowLocal: true, allowInsecure: true })
const response = await verifiedFetch(`ipfs://${cid}`)
const body = Buffer.from(await response.arrayBuffer())
console.log(`${response.status} ${body.length} ${createHash('sha256').update(body).digest('hex')}`)
await verifiedFetch.stop()
process.exit(0)
