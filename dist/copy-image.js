import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseSource
} from "./chunks/chunk-UZZZ62HC.js";
import "./chunks/chunk-TL5HBCXV.js";
import "./chunks/chunk-3EHYABM4.js";
import "./chunks/chunk-VKODZR62.js";
import {
  parseTag
} from "./chunks/chunk-CAPC7CNN.js";
import {
  actionError
} from "./chunks/chunk-UHXN7FVG.js";
import {
  _11_fromArtifactInput as fromArtifactInput,
  _11_registryInput as registryInput,
  _11_runAction as runAction
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _9_parseImageName as parseImageName
} from "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
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
await runAction(readRequest, () => import("./chunks/run-SJK6QPSD.js"), { outputs: outputNames, acting: true });
