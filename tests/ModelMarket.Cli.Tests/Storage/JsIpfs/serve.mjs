// node serve.mjs FOLDER: js-ipfs with its repository in a folder. It knows nobody and listens nowhere but for its RPC, on a free port of loopback. It ends when its input does.

// Newer packages below it use this, Node.js 20 has it not.
Promise.withResolvers ??= () => { const all = {}; all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject })); return all }

const { create } = await import('ipfs-core')
const { HttpApi } = await import('ipfs-http-server')
const ipfs = await create({
  repo: process.argv[2],
  offline: true,
  silent: true,
  preload: { enabled: false },
  init: { algorithm: 'Ed25519', emptyRepo: true },
  config: {
    Addresses: { Swarm: [], API: '/ip4/127.0.0.1/tcp/0' },
    Bootstrap: [],
    Discovery: { MDNS: { Enabled: false }, webRTCStar: { Enabled: false } }
  }
})
const rpc = new HttpApi(ipfs)
await rpc.start()
console.log(`http://127.0.0.1:${rpc.apiAddr.nodeAddress().port}`)
process.stdin.resume().on('end', () => process.exit(0))
