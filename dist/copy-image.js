import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseSource
} from "./chunks/chunk-37ZLEEFK.js";
import "./chunks/chunk-CNTYEA3I.js";
import "./chunks/chunk-C74C5SFX.js";
import "./chunks/chunk-VKODZR62.js";
import {
  parseTag
} from "./chunks/chunk-PGBXTIBE.js";
import {
  actionError
} from "./chunks/chunk-LSCOCW4K.js";
import {
  fromArtifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import {
  parseImageName
} from "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/copy-image/inputs.ts
var outputNames = ["digest", "equal", "platforms", "copied"];
function readRequest(input) {
  return input.request({
    pairs: pairsInput(input),
    tags: input.list("tags", parseTag),
    onTagConflict: input.choice("on-tag-conflict", ["fail", "keep"], "fail"),
    evidence: input.flag("evidence", true),
    trustedRoot: input.document("trusted-root"),
    registry: registryInput(input),
    from: fromArtifactInput(input)
  });
}
function pairsInput(input) {
  const fields = { from: input.list("from", parseSource), to: input.list("to", parseImageName) };
  return input.all("from", fields, ({ from, to }) => {
    if (from.length === 0 || from.length !== to.length) {
      throw actionError(
        "pairs-unequal",
        { from: from.length, to: to.length },
        `${String(from.length)} lines of \`from\`, ${String(to.length)} of \`to\``
      );
    }
    return from.flatMap((source, index) => to.slice(index, index + 1).map((name) => ({ from: source, to: name })));
  });
}

// actions/copy-image/main.ts
await runAction(readRequest, () => import("./chunks/run-2M2MXBMP.js"), { outputs: outputNames, acting: true });
