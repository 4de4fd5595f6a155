import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BUNDLE_LIMIT
} from "./chunk-JP5D7BLO.js";
import {
  formatTime
} from "./chunk-HEW256BD.js";
import {
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  LEG_BUILD_TYPE
} from "./chunk-5DFI25AZ.js";
import {
  parseJson
} from "./chunk-OXU5TALQ.js";

// packages/evidence/provenance.ts
function provenancePredicate(facts) {
  const { build, source, run, builder, inputs, github } = facts;
  const repository = `${builder.serverUrl}/${source.repository}`;
  return {
    buildDefinition: {
      buildType: LEG_BUILD_TYPE,
      externalParameters: {
        leg: build.leg,
        image: build.image.name,
        inputs,
        source: { repository, ref: source.ref }
      },
      internalParameters: {
        github: { ...github, repository_id: source.repositoryId },
        builder: builderFacts(build.builder),
        cache: build.cache,
        reproduced: build.reproduced,
        ...reusedFrom(facts)
      },
      resolvedDependencies: [
        { uri: `git+${repository}@${source.ref}`, digest: { gitCommit: source.sha } },
        ...build.materials.map(({ uri, digest }) => ({ uri, digest }))
      ]
    },
    runDetails: {
      builder: { id: `${builder.serverUrl}/${builder.workflow}@${run.workflowSha}` },
      metadata: {
        invocationId: invocationUri(builder.serverUrl, source.repository, run),
        startedOn: wholeSecond(build.startedAt),
        finishedOn: wholeSecond(build.finishedAt),
        promo_completeness: { resolvedDependencies: build.materialsComplete }
      }
    }
  };
}
function builderFacts({ name, version, driver, buildkit }) {
  return {
    ...{ name, version },
    ...driver === void 0 ? {} : { driver },
    ...buildkit === void 0 ? {} : { buildkit }
  };
}
function reusedFrom({ build, source, run, builder }) {
  const { reused } = build;
  if (reused === void 0) return {};
  const own = invocationUri(builder.serverUrl, source.repository, run);
  return withoutAttemptOf(reused.invocation) === withoutAttemptOf(own) ? {} : { reused };
}
function invocationUri(serverUrl, repository, run) {
  return `${serverUrl}/${repository}/actions/runs/${run.id}/attempts/${String(run.attempt)}`;
}
function wholeSecond(time) {
  return formatTime(new Date(time));
}
function sameProvenance(present, wanted) {
  return sameJson(withoutAttempt(present), withoutAttempt(wanted));
}
var ATTEMPT = /\/attempts\/[1-9][0-9]*$/;
function withoutAttemptOf(invocation) {
  return invocation.replace(ATTEMPT, "");
}
function withoutAttempt(predicate) {
  const strip = (key, value) => key === "invocationId" && typeof value === "string" ? withoutAttemptOf(value) : value;
  return parseJson(JSON.stringify(predicate, strip), { maxBytes: BUNDLE_LIMIT });
}

export {
  provenancePredicate,
  invocationUri,
  sameProvenance
};
