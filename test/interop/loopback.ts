export { serveLoopback, type LoopbackHost } from '@promo/sandbox/network'
