// node serve.mjs TOKEN: ipfs-shipyard's mock pinning service on a free port of loopback. Another package checks every request and answer against the OpenAPI
// document. It ends when its input does.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import express from 'express'
import { middleware } from 'express-openapi-validator'

const require = createRequire(import.meta.url)
const pins = require('mock-ipfs-pinning-service/controllers/pinsController.js')
const pin = require('mock-ipfs-pinning-service/controllers/pinsrequestidController.js')

const service = express()
service.locals.state = require('mock-ipfs-pinning-service/service/pins.js').init({ accessToken: process.argv[2] })
service.use(express.json())
service.use(middleware({
  apiSpec: require.resolve('mock-ipfs-pinning-service/api/oas-doc.yaml'),
  ignoreServers: true,
  validateSecurity: false, // the service itself looks at the token
  validateRequests: true,
  validateResponses: true
}))

// The service's handlers take their parameters where its own router would put them; a body has no name there.
const handled = (handler, read) => (request, response) => {
  request.swagger = { params: Object.fromEntries(Object.entries(read(request)).map(([name, value]) => [name, { value }])) }
  handler(request, response)
}
const path = request => ({ requestid: request.params.requestid })
service.get('/pins', handled(pins.funcpinsGET, request => request.query))
service.post('/pins', handled(pins.funcpinsPOST, request => ({ undefined: request.body })))
service.get('/pins/:requestid', handled(pin.funcpinsrequestidGET, path))
service.delete('/pins/:requestid', handled(pin.funcpinsrequestidDELETE, path))
service.use((fault, request, response, next) => response.status(fault.status ?? 500).json({ error: { reason: 'AGAINST_THE_DOCUMENT', details: fault.message } }))

const server = createServer(service).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
process.stdin.resume().on('end', () => process.exit(0))
