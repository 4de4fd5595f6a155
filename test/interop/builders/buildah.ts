import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemTool } from '../system-tool.ts'

/** An environment in which buildah keeps its images in a directory of their own (containers-storage.conf.5). */
export async function buildahIn(home: string): Promise<Readonly<Record<string, string>>> {
  const [binaries, configuration] = [join(home, 'bin'), join(home, 'storage.conf')]
  mkdirSync(binaries)
  symlinkSync(systemTool('buildah'), join(binaries, 'buildah'))
  const root = (name: string): string => join(home, name)
  writeFileSync(
    configuration,
    `[storage]\ndriver = "vfs"\nrunroot = "${root('run')}"\ngraphroot = "${root('graph')}"\n`,
  )
  const places = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(':')
  return {
    ...{ PATH: `${binaries}:${places}`, HOME: home, TMPDIR: home, XDG_RUNTIME_DIR: home },
    CONTAINERS_STORAGE_CONF: configuration,
  }
}
