// The yardstick: an application on deroll's own loop that does what tests/TestGuest does for "add N".
import { createApp } from '@deroll/app'

const app = createApp({ url: process.env.ROLLUP_HTTP_SERVER_URL })
const hex = (text) => '0x' + Buffer.from(text).toString('hex')
let sum = 0

app.addAdvanceHandler(async ({ metadata, payload }) => {
  sum += Number(Buffer.from(payload.slice(2), 'hex').toString().split(' ')[1])
  await app.createNotice({ payload: hex(`sum ${sum} input ${metadata.input_index} time ${metadata.block_timestamp} of ${metadata.msg_sender}`) })
  await app.createReport({ payload: hex('added') })
  return 'accept'
})
app.addInspectHandler(async () => app.createReport({ payload: hex(`sum ${sum}`) }))
app.start()
