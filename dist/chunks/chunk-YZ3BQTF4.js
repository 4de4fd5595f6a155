import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/platform.ts
var platformError = defineErrors("core", {
  "platform-invalid": {
    ending: "configuration",
    remedy: "Write `os/architecture` or `os/architecture/variant`, such as linux/amd64 or linux/arm/v7."
  }
});
var PART = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
function parsePlatform(text) {
  const [os = "", architecture = "", variant, ...rest] = text.split("/");
  const parts = variant === void 0 ? [os, architecture] : [os, architecture, variant];
  if (rest.length > 0 || !parts.every((part) => PART.test(part))) {
    throw platformError(
      "platform-invalid",
      { found: text.slice(0, 100) },
      `not a platform: ${JSON.stringify(text.slice(0, 100))}`
    );
  }
  return variant === void 0 ? { os, architecture } : { os, architecture, variant };
}
function formatPlatform(platform) {
  return [platform.os, platform.architecture, ...platform.variant === void 0 ? [] : [platform.variant]].join("/");
}
var ARCHITECTURES = /* @__PURE__ */ new Map([
  ["i386", "386"],
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
  ["arm", "arm/v7"],
  ["arm/5", "arm/v5"],
  ["arm/6", "arm/v6"],
  ["arm/7", "arm/v7"],
  ["arm/8", "arm/v8"],
  ["amd64/v1", "amd64"],
  ["x86_64/v1", "amd64"],
  ["x86-64/v1", "amd64"],
  ["arm64/8", "arm64"],
  ["arm64/v8", "arm64"],
  ["aarch64/8", "arm64"],
  ["aarch64/v8", "arm64"]
]);
function normalPlatform(text) {
  const slash = text.indexOf("/");
  const architecture = text.slice(slash + 1);
  return `${text.slice(0, slash + 1)}${ARCHITECTURES.get(architecture) ?? architecture}`;
}
function isRunnable(platform) {
  return platform === void 0 || platform.os !== "unknown";
}

export {
  parsePlatform,
  formatPlatform,
  normalPlatform,
  isRunnable
};
