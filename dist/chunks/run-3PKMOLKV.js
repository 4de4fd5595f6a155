import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  environmentOrder,
  readConfig
} from "./chunk-ARX5WIIS.js";
import "./chunk-WGUV6V2W.js";
import {
  planSummary
} from "./chunk-UEEWKCQD.js";
import {
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-PJ22OAPH.js";
import {
  planDocument
} from "./chunk-3W43SOVY.js";
import "./chunk-ZQQCMQLO.js";
import "./chunk-5DFI25AZ.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-MHAMTB5W.js";
import "./chunk-36ANPUK7.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  sameRepository
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/line/matrix.ts
function matrixOf(plan) {
  return { include: plan.legs.map((leg) => ({ leg })) };
}
function expectedLegs(plan) {
  return plan.legs.map(({ leg }) => leg);
}
function firstEnvironments(config) {
  const order = environmentOrder(config);
  const environment = (name) => config.environments[name];
  const push = order.find((name) => environment(name)?.promote === "push" && environment(name)?.after.length === 0);
  const takesPullRequest = (name) => (environment(name)?.promote ?? "pull-request") === "pull-request";
  const pullRequest = order.find(
    (name) => takesPullRequest(name) && (environment(name)?.after ?? []).every((before) => before === push)
  );
  return { push, pullRequest };
}
function shardOf(shard, shards) {
  if (shard === void 0 && shards === void 0) return void 0;
  if (shard !== void 0 && shards !== void 0 && shard >= 1 && shard <= shards)
    return { index: shard - 1, count: shards };
  throw lineError("shard-invalid", { shard, shards }, "`shard` must lie between 1 and `shards`");
}

// packages/line/plan.ts
function makePlan(request) {
  const { config, source, sequence, maxLegs, shard } = request;
  assertPlaced(config);
  const environments = environmentOrder(config);
  const all = Object.entries(config.images).flatMap(
    ([name, image]) => image.build === void 0 ? [] : [planLeg(name, image, image.build, { sequence, environments })]
  );
  assertQuarantined(all);
  if (all.length === 0) throw lineError("plan-empty", {}, "promo.yaml builds no image");
  const legs = shard === void 0 ? all : all.filter((_leg, index) => index % shard.count === shard.index);
  if (legs.length > maxLegs) {
    throw lineError(
      "plan-too-large",
      { legs: legs.length, limit: maxLegs },
      `${String(legs.length)} legs, at most ${String(maxLegs)} may run`
    );
  }
  return planDocument.create({ source, legs, environments: [...environments] });
}
function planLeg(leg, image, build, { sequence, environments }) {
  return {
    leg,
    image: image.repository,
    sequence,
    ...sequence === "quarantine" ? quarantineOf(image) : {},
    builder: build.builder,
    ...build.command === void 0 ? {} : { command: build.command },
    ...build.layout === void 0 ? {} : { layout: build.layout },
    context: build.context,
    ...build.file === void 0 ? {} : { file: build.file },
    ...build.target === void 0 ? {} : { target: build.target },
    platforms: build.platforms,
    environments: [...environments]
  };
}
function quarantineOf({ repository, quarantine }) {
  return quarantine === void 0 || sameRepository(repository, quarantine) ? {} : { quarantine };
}
function assertQuarantined(legs) {
  const lacking = legs.filter(({ sequence, quarantine }) => sequence === "quarantine" && quarantine === void 0);
  if (lacking.length === 0) return;
  const names = lacking.map(({ leg }) => leg);
  throw lineError("quarantine-missing", { legs: names }, `no quarantine repository of its own: ${names.join(", ")}`);
}
function assertPlaced(config) {
  if (config["config-repository"] === void 0) return;
  const keys = ["environments", "policy"].filter((key) => Object.keys(config[key]).length > 0);
  const misplaced = [...keys, ...config.trust.signers.length + config.trust.keys.length > 0 ? ["trust"] : []];
  if (misplaced.length === 0) return;
  throw lineError(
    "config-misplaced",
    { keys: misplaced },
    `${misplaced.join(", ")} belong into ${config["config-repository"]}`
  );
}

// actions/plan/run.ts
async function run(request, runner) {
  const config = readConfig(request.config);
  const shard = shardOf(request.shard, request.shards);
  const plan = makePlan({
    config,
    source: sourceOf(runner),
    sequence: request.sequence,
    maxLegs: request.maxLegs,
    ...shard === void 0 ? {} : { shard }
  });
  const first = firstEnvironments(config);
  runner.outputs({
    plan,
    matrix: matrixOf(plan),
    expected: expectedLegs(plan),
    environments: plan.environments,
    "push-environment": first.push ?? "",
    "pull-request-environment": first.pullRequest ?? ""
  });
  await runner.summary(planSummary(plan));
}
export {
  run
};
