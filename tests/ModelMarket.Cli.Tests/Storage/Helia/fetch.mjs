// node fetch.mjs <folder with node_modules> <gateway> <cid>: fetches a file with @helia/verified-fetch and prints its size and SHA-256.
// Seen to work: 3.2.3 on Node.js 20, installed with --ignore-scripts and the native part of its (unused) WebRTC transport replaced by an empty object.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// Newer packages use it, Node.js 20 has it not.
Promise.withResolvers ??= () => { const all = {}; all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject })); return all }

// The WebRTC transport, without its native part, fails to listen; nothing is fetched through it.
process.on('uncaughtException', fault => { if (!/IceUdpMux|webrtc/i.test(fault.stack ?? '')) { console.error(fault); process.exit(1) } })

const [folder, gateway, cid] = process.argv.slice(2)
const home = join(folder, 'node_modules/@helia/verified-fetch')
const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
const { createVerifiedFetch } = await import(pathToFileURL(join(home, manifest.exports['.'].import)))
const verifiedFetch = await createVerifiedFetch({ gateways: [gateway], routers: [], allowLocal: true, allowInsecure: true })
const response = await verifiedFetch(`ipfs://${cid}`)
const body = Buffer.from(await response.arrayBuffer())
console.log(`${response.status} ${body.length} ${createHash('sha256').update(body).digest('hex')}`)
await verifiedFetch.stop()
process.exit(0)
