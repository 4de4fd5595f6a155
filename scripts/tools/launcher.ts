import type { PythonTool } from './lock.ts'
import type { Python } from './python.ts'

/** Directory of the wheels beside the launcher. */
export const SITE = 'site'

/**
 * A program that starts a tool which Python runs. It works wherever its directory is moved, without a PATH, and writes no
 * compiled files beside the wheels. Asked for the version it answers at once: checkov loads itself for seconds first.
 */
export function launcherText({ source }: PythonTool, module: string, python: Python): string {
  return `#!${python.path} -IB
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '${SITE}'))
if sys.argv[1:] == ['--version']:
    from importlib.metadata import version

    print(version('${source.package}'))
else:
    import runpy

    runpy.run_module('${module}', run_name='__main__', alter_sys=True)
`
}
