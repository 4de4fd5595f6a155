import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/core/clock.ts
var systemClock = {
  now: () => /* @__PURE__ */ new Date(),
  sleep: async (milliseconds, signal) => {
    const { setTimeout: delay } = await import("node:timers/promises");
    await delay(milliseconds, void 0, signal === void 0 ? {} : { signal });
  }
};
function formatTime(time) {
  return `${time.toISOString().slice(0, 19)}Z`;
}

export {
  systemClock,
  formatTime
};
