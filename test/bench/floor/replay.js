// The requests of copies that were recorded, and nothing else: no answer is read, hashed or held against anything.
import { Agent, request } from 'node:http'
import { readFileSync } from 'node:fs'

/** Copies at once, and connections, as copy-image has them. */
const COPIES = 4
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

function send({ url, method, headers, body }) {
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body, 'base64')
    const length = bytes === undefined ? {} : { 'content-length': bytes.length }
    const outgoing = request(url, { agent, method, headers: { ...headers, ...length } }, (answer) => {
      answer.resume().once('end', resolve)
    })
    outgoing.once('error', reject).end(bytes)
  })
}

const copies = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const copyInTurn = async () => {
  for (let steps = copies.shift(); steps !== undefined; steps = copies.shift())
    for (const step of steps) await Promise.all(step.map(send))
}
await Promise.all(Array.from({ length: COPIES }, copyInTurn))
agent.destroy()
