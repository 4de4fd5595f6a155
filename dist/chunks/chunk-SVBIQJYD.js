import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/process/environment.ts
var BASE_ENVIRONMENT = [
  "PATH",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "SystemDrive",
  "ComSpec",
  "PATHEXT",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  "https_proxy",
  "http_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
  "CURL_CA_BUNDLE",
  "REQUESTS_CA_BUNDLE"
];
function allowEnvironment(names, from = process.env) {
  const allowed = {};
  for (const name of names) {
    const value = from[name];
    if (value !== void 0) allowed[name] = value;
  }
  return allowed;
}

export {
  BASE_ENVIRONMENT,
  allowEnvironment
};
