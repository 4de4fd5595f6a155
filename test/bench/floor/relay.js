// One blob from one registry to another, hashed on the way, and nothing else: the least that a copy in Node does.
import { createHash } from 'node:crypto'
import { get, request } from 'node:http'

const [from, to, digest] = process.argv.slice(2)

const answerTo = (outgoing) =>
  new Promise((resolve, reject) => outgoing.once('response', resolve).once('error', reject))

const begun = await answerTo(request(`${to}/blobs/uploads/`, { method: 'POST' }).end())
begun.resume()
const place = new URL(begun.headers.location, to)
place.searchParams.set('digest', digest)
const blob = await answerTo(get(`${from}/blobs/${digest}`))
const upload = request(place, { method: 'PUT', headers: { 'content-length': blob.headers['content-length'] } })
const hash = createHash('sha256')
blob.on('data', (chunk) => {
  hash.update(chunk)
  if (!upload.write(chunk)) blob.pause()
})
upload.on('drain', () => blob.resume())
blob.once('end', () => upload.end())
const { statusCode } = await answerTo(upload)
if (statusCode !== 201 || `sha256:${hash.digest('hex')}` !== digest) throw new Error(`PUT ${digest}: ${statusCode}`)
process.exit()
