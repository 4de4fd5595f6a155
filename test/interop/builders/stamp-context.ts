import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileProbe } from './probe-program.ts'

/** Writes a file in a later second than any before it: the same text always, or the time. */
const PROGRAM = `package main

import (
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	time.Sleep(1100 * time.Millisecond)
	text := "always the same"
	if os.Args[1] == "time" {
		text = strconv.FormatInt(time.Now().UnixNano(), 10)
	}
	if err := os.MkdirAll(filepath.Dir(os.Args[2]), 0o755); err != nil {
		panic(err)
	}
	if err := os.WriteFile(os.Args[2], []byte(text), 0o644); err != nil {
		panic(err)
	}
}
`

/** Where the image has the file that the step wrote. */
export const STAMP = 'out/stamp'

/**
 * A build context whose image has one file that is not from the context. The step runs on the machine that builds, whatever the
 * platform of the image: nothing emulates another.
 */
export function stampContext(directory: string, writes: 'text' | 'time'): void {
  mkdirSync(directory, { recursive: true })
  compileProbe(directory, PROGRAM)
  const lines = [
    ...['FROM --platform=$BUILDPLATFORM scratch AS made', 'COPY probe /probe'],
    ...[`RUN ${JSON.stringify(['/probe', writes, `/${STAMP}`])}`],
    ...['FROM scratch', 'COPY probe /probe', `COPY --from=made /${dirname(STAMP)} /${dirname(STAMP)}`],
  ]
  writeFileSync(join(directory, 'Dockerfile'), `${lines.join('\n')}\n`)
}
