// A guest in another language, written against the documented rollup HTTP API only.
const server = process.env.ROLLUP_HTTP_SERVER_URL
const post = (path, body) => fetch(server + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const hex = (text) => '0x' + Buffer.from(text).toString('hex')
const text = (payload) => Buffer.from(payload.slice(2), 'hex').toString()

let counter = 0 // lives in memory: a rejected input must not be seen here

const handlers = {
  async advance_state({ metadata, payload }) {
    counter++
    switch (text(payload)) {
      case 'notice':
        await post('/notice', { payload: hex(`notice ${counter}`) })
        return 'accept'
      case 'voucher':
        await post('/voucher', { destination: metadata.msg_sender, value: '0x' + '0'.repeat(62) + '05', payload: '0x' })
        return 'accept'
      case 'report':
        await post('/report', { payload: hex(`report ${counter}`) })
        return 'accept'
      case 'exception':
        await post('/exception', { payload: hex('as told') })
        return 'reject'
      default:
        return 'reject'
    }
  },
  async inspect_state({ payload }) {
    await post('/report', { payload: hex(`${text(payload)}: ${counter}`) })
    return 'accept'
  },
}

let status = 'accept'
while (true) {
  const response = await post('/finish', { status })
  if (response.status === 202) continue
  const request = await response.json()
  status = await handlers[request.request_type](request.data)
}
