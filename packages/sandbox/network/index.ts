export type { Breakage, Fault, FaultOptions, Faults } from './faults.ts'
export type { Handler, SandboxRequest, SandboxResponse } from './handler.ts'
export { startNetwork, type Network } from './network.ts'
export type { LoggedRequest, RefusedHost, RequestFilter, RequestLog } from './request-log.ts'
