import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileProbe } from './probe-program.ts'

/** Asks the agent for its keys (draft-ietf-sshm-ssh-agent, 3.5), and fails unless one of them is the public key of the argument. */
const PROGRAM = `package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
)

func main() {
	want, err := hex.DecodeString(os.Args[1])
	if err != nil {
		panic(err)
	}
	agent, err := net.Dial("unix", os.Getenv("SSH_AUTH_SOCK"))
	if err != nil {
		panic(err)
	}
	if _, err := agent.Write([]byte{0, 0, 0, 1, 11}); err != nil {
		panic(err)
	}
	var length uint32
	if err := binary.Read(agent, binary.BigEndian, &length); err != nil {
		panic(err)
	}
	answer := make([]byte, length)
	if _, err := io.ReadFull(agent, answer); err != nil {
		panic(err)
	}
	if answer[0] != 12 || !bytes.Contains(answer, want) {
		panic(fmt.Sprintf("the agent has another key: %x", answer))
	}
}
`

export interface LentKey {
  /** Path of the private key. */
  readonly path: string
  /** A line of the private key's text. */
  readonly canary: string
}

/** A build context whose one step asks its agent for a key, and that key in a file beside the context. */
export function sshContext(directory: string): LentKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const path = `${directory}.key`
  mkdirSync(directory, { recursive: true })
  writeFileSync(path, pem, { mode: 0o600 })
  compileProbe(directory, PROGRAM)
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const lines = ['FROM scratch', 'COPY probe /probe', `RUN --mount=type=ssh ${JSON.stringify(['/probe', raw])}`]
  writeFileSync(join(directory, 'Dockerfile'), `${lines.join('\n')}\n`)
  return { path, canary: pem.split('\n')[1] ?? '' }
}
