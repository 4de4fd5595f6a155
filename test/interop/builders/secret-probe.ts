import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileProbe } from './probe-program.ts'

/** Fails in few words unless every secret has the digest it is told, and says each aloud: a build that leaks what it is given. */
const PROGRAM = `package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
)

func main() {
	for _, argument := range os.Args[1:] {
		id, want, _ := strings.Cut(argument, "=")
		secret, err := os.ReadFile("/run/secrets/" + id)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(os.Stderr, "the secret %s is %s\\n", id, secret)
		if found := fmt.Sprintf("%x", sha256.Sum256(secret)); found != want {
			fmt.Fprintln(os.Stderr, id, "is another:", found)
			os.Exit(2)
		}
	}
}
`

/** A build context whose one step checks secrets by their sha256 in hex. */
export function secretContext(directory: string, secrets: Readonly<Record<string, string>>): void {
  compileProbe(directory, PROGRAM)
  const mounts = Object.keys(secrets).map((id) => `--mount=type=secret,id=${id}`)
  const command = ['/probe', ...Object.entries(secrets).map(([id, sha256]) => `${id}=${sha256}`)]
  const lines = ['FROM scratch', 'COPY probe /probe', `RUN ${mounts.join(' ')} ${JSON.stringify(command)}`]
  writeFileSync(join(directory, 'Dockerfile'), `${lines.join('\n')}\n`)
}
