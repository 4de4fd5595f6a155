import { createProgram } from './program.ts'

// A reader that has seen enough closes the pipe (`promo --help | head`): the command goes on to its own exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

process.exitCode = await createProgram().run(process.argv)
