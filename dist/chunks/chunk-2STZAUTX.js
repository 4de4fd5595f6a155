import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/http/budgets.ts
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var READ = { attempts: 5, totalMs: MINUTE, attemptTimeoutMs: 30 * SECOND };
var WRITE = { attempts: 5, totalMs: 10 * MINUTE, attemptTimeoutMs: MINUTE };
var SIGSTORE = { attempts: 100, totalMs: 10 * MINUTE, attemptTimeoutMs: 30 * SECOND };
var DOWNLOAD = { attempts: 5, totalMs: 5 * MINUTE, attemptTimeoutMs: 2 * MINUTE };
var PULL_REQUEST = { attempts: 5, totalMs: 5 * MINUTE, attemptTimeoutMs: 30 * SECOND };

export {
  READ,
  WRITE,
  SIGSTORE,
  DOWNLOAD,
  PULL_REQUEST
};
