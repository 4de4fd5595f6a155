import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseSource
} from "./chunks/chunk-GAZV65B4.js";
import "./chunks/chunk-QBJQ2CKM.js";
import "./chunks/chunk-3ACOM72A.js";
import {
  parseTag
} from "./chunks/chunk-CY76JL3M.js";
import "./chunks/chunk-HIKYTEVY.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  fromArtifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  parseImageName
} from "./chunks/chunk-OXU5TALQ.js";
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
await runAction(readRequest, () => import("./chunks/run-KSGMNI3C.js"), { outputs: outputNames, acting: true });
