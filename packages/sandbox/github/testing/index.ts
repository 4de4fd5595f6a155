export { apiClient, type ApiAnswer, type ApiClient } from './client.ts'
export { createContract, type Contract } from './contract.ts'
export { appToken, branchWith, openPull } from './scenes.ts'
export { aGitHub, type TestGitHub } from './world.ts'
