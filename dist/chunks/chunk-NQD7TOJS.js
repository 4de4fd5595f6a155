import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectHttp
} from "./chunk-CGG7XM5G.js";
import {
  createRegistryClient,
  readCredentials
} from "./chunk-37R5YAIF.js";

// packages/connections/registries.ts
function connectRegistries(runner, access, hosts) {
  const given = readCredentials({
    username: access.username,
    password: access.password,
    auths: access.auths,
    registries: hosts,
    environment: process.env
  });
  const credentials = withGitHubToken(given, access.githubToken);
  return createRegistryClient({
    http: connectHttp(runner, access.insecureRegistries),
    credentials,
    insecure: access.insecureRegistries,
    log: (line) => runner.log.debug(line)
  });
}
var GITHUB_REGISTRY = "ghcr.io";
function withGitHubToken(given, token) {
  return {
    find: async (registry, repository) => {
      const found = await given.find(registry, repository);
      if (found !== void 0 || token === void 0 || registry !== GITHUB_REGISTRY) return found;
      return { kind: "basic", username: "x-access-token", password: token };
    }
  };
}

export {
  connectRegistries
};
