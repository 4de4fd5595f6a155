/** What a process that is held to this machine says when it tries to reach another one. */
export const ESCAPE = 'tried to reach'
