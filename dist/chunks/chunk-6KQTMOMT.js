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
function isRunnable(platform) {
  return platform === void 0 || platform.os !== "unknown";
}

export {
  parsePlatform,
  formatPlatform,
  isRunnable
};
