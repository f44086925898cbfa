// A guest that asks its host for the block whose CID it is sent, and tells the answer in a notice.
const server = process.env.ROLLUP_HTTP_SERVER_URL
const post = (path, body) => fetch(server + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const hex = (text) => '0x' + Buffer.from(text).toString('hex')

const ask = async (payload) => {
  const domain = payload === '0x00' ? 0x1234 : payload === '0x01' ? 2 : 0x1220
  const answer = await post('/gio', { domain, id: payload })
  if (answer.status !== 202) return `${answer.status}`
  const { response_code, response } = JSON.parse(await answer.text())
  return `${response_code} ${Buffer.from(response.slice(2), 'hex').toString()}`
}

let status = 'accept'
while (true) {
  const response = await post('/finish', { status })
  if (response.status === 202) continue
  const { request_type, data } = await response.json()
  const payload = hex(await ask(data.payload))
  await post(request_type === 'advance_state' ? '/notice' : '/report', { payload })
  status = 'accept'
}
