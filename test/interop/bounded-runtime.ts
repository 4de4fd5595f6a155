import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemTool } from './system-tool.ts'

/** By their numbers (Linux, include/uapi/linux/capability.h). */
const CAPABILITIES =
  `chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service
  net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot
  sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog
  wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore`.split(/\s+/)

/**
 * Path of a runtime for containers: runc, or where root has not every capability, runc with a wrapper in the directory that
 * asks for those which there are. A privileged container is given all, and runc starts none that it cannot give them all
 * (opencontainers/runc, libcontainer/capabilities). The specification comes in `--bundle`, of one more process in `--process`
 * (runc-create.8, runc-exec.8).
 */
export function boundedRuntime(directory: string): string {
  const runc = systemTool('runc')
  const missing = missingCapabilities()
  if (missing.length === 0) return runc
  const path = join(directory, 'bounded-runc')
  const edits = missing.flatMap((name) => [`s/,"${name}"//g`, `s/"${name}",//g`, `s/"${name}"//g`])
  const edit = `sed -i ${edits.map((each) => `-e '${each}'`).join(' ')}`
  const cases = `--bundle) ${edit} "$word/config.json" ;; --process) ${edit} "$word" ;;`
  const script = `#!/bin/sh\nbefore=\nfor word in "$@"; do\n  case "$before" in ${cases} esac\n  before=$word\ndone\nexec ${runc} "$@"\n`
  writeFileSync(path, script)
  chmodSync(path, 0o755)
  return path
}

/** Of the bounding set, which a daemon of this process can never leave (capabilities.7). */
function missingCapabilities(): readonly string[] {
  const hex = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (hex === undefined) throw new TypeError('/proc/self/status tells no bounding set')
  const known = Math.min(CAPABILITIES.length, Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8')) + 1)
  const set = BigInt(`0x${hex}`)
  return CAPABILITIES.slice(0, known)
    .filter((_, number) => ((set >> BigInt(number)) & 1n) === 0n)
    .map((name) => `CAP_${name.toUpperCase()}`)
}
