import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  saveLayout
} from "./chunk-GUOJYPPE.js";
import {
  buildSummary
} from "./chunk-73UNBBUH.js";
import {
  pushLayout
} from "./chunk-5JAGIWMI.js";
import "./chunk-LDBUZE3E.js";
import {
  buildDocument
} from "./chunk-VENDK4WI.js";
import {
  layoutPlatforms,
  platformsOf
} from "./chunk-EUCQ6E3T.js";
import {
  expectSuccess,
  lastWords,
  runProgram
} from "./chunk-4PM4HA5V.js";
import {
  BUILD_FILE,
  LAYOUT_DIRECTORY
} from "./chunk-LTZ2N3I6.js";
import {
  connectRegistries
} from "./chunk-7TMHU4DY.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-IINPSLZS.js";
import "./chunk-OGBC3QXO.js";
import "./chunk-CKUSWQA4.js";
import "./chunk-PVD3OVMN.js";
import "./chunk-DO3XTPCD.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-I5IMM5EW.js";
import "./chunk-6KQTMOMT.js";
import {
  layoutImage,
  openLayout
} from "./chunk-I64QWTYC.js";
import "./chunk-K6BTLXDG.js";
import "./chunk-VKODZR62.js";
import "./chunk-UGVYJCQN.js";
import "./chunk-4BJTVHOZ.js";
import {
  actionError
} from "./chunk-UHXN7FVG.js";
import {
  workspacePath
} from "./chunk-OHK6FXM6.js";
import "./chunk-N5XMRB3H.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  isDigest,
  parseJson,
  pinImage
} from "./chunk-VNZST3SK.js";
import "./chunk-POLS6557.js";
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/build-by-digest/run.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { join as join2, resolve as resolve2 } from "node:path";

// packages/builders/command-environment.ts
var RUN_FACTS = [
  "GITHUB_ACTIONS",
  "GITHUB_REF",
  "GITHUB_REF_NAME",
  "GITHUB_REPOSITORY",
  "GITHUB_SHA",
  "GITHUB_WORKSPACE"
];
var WITHHELD = /^(?:INPUT_|ACTIONS_|GITHUB_|STATE_)|^(?:NODE_OPTIONS|NODE_AUTH_TOKEN)$/i;
function commandEnvironment(from) {
  const kept = {};
  for (const [name, value] of Object.entries(from)) {
    if (value !== void 0 && (RUN_FACTS.includes(name) || !WITHHELD.test(name))) kept[name] = value;
  }
  return kept;
}

// packages/builders/errors.ts
var builderError = defineErrors("builders", {
  "build-failed": {
    ending: "configuration",
    remedy: "Read the output of the build above; the same command fails outside promo too."
  },
  "build-platforms-differ": {
    ending: "configuration",
    remedy: "Make `build.platforms` of promo.yaml and what the build produces the same."
  },
  "build-digest-differs": {
    ending: "infrastructure",
    remedy: "What is stored is not what the builder says it made. Build again; if it stays, the registry rewrites manifests."
  },
  "builder-metadata-invalid": {
    ending: "infrastructure",
    remedy: "Use a release of the builder that writes `containerimage.digest` into its metadata file."
  },
  "builder-not-built": {
    ending: "configuration",
    remedy: "Use `builder: buildx` or `builder: layout`: this release of promo has no other."
  }
});

// packages/builders/platforms.ts
function assertPlatforms(found, wanted) {
  const names = found.map(({ platform }) => platform);
  const differ = [...wanted].sort().join() !== [...names].sort().join();
  if (wanted.length === 0 || !differ) return found;
  throw builderError(
    "build-platforms-differ",
    { wanted, found: names },
    `wanted ${wanted.join(", ")}, the build gave ${names.join(", ")}`
  );
}

// packages/builders/stored.ts
async function storedInRegistry(registry, image, digest, wanted) {
  const stored = await registry.manifest(image, digest);
  assertSame(digest, stored.digest);
  const platforms = await platformsOf(registry, pinImage(image, digest));
  return {
    digest,
    mediaType: stored.mediaType,
    size: stored.bytes.byteLength,
    platforms: assertPlatforms(platforms.map(entry), wanted)
  };
}
async function storedInLayout(layout, directory, wanted) {
  const { path } = await saveLayout(layout, directory);
  const saved = await openLayout(path);
  try {
    const { digest, mediaType, size } = layoutImage(saved);
    const platforms = await layoutPlatforms(saved);
    return { digest, mediaType, size, platforms: assertPlatforms(platforms.map(entry), wanted) };
  } finally {
    await saved.close();
  }
}
function assertSame(builder, stored) {
  if (builder === stored) return;
  throw builderError(
    "build-digest-differs",
    { builder, stored },
    `the builder says it made ${builder}, what is stored is ${stored}`
  );
}
function entry({ platform, digest, size }) {
  return { platform, digest, size };
}

// packages/builders/layout-builder.ts
var COMMAND_TIMEOUT_MS = 60 * 6e4;
async function buildLayout(request, ports) {
  await runCommand(request, ports);
  const layout = await openLayout(request.layout);
  try {
    const stored = await store(layout, request, ports);
    const builder = { name: request.command[0] === void 0 ? "layout" : "command", version: "" };
    return { ...stored, builder, cache: "none", materials: [], materialsComplete: false };
  } finally {
    await layout.close();
  }
}
async function store(layout, { to, platforms }, { registry }) {
  if (to.kind === "layout") return storedInLayout(layout, to.directory, platforms);
  const { digest } = await pushLayout(registry, layout, to.image);
  return storedInRegistry(registry, to.image, digest, platforms);
}
async function runCommand(request, ports) {
  const [program, ...args] = request.command;
  if (program === void 0) return;
  const finished = await ports.run({
    program,
    args,
    cwd: request.context,
    env: commandEnvironment(ports.environment),
    timeoutMs: COMMAND_TIMEOUT_MS,
    ...request.signal === void 0 ? {} : { signal: request.signal }
  });
  const output2 = lastWords(new TextDecoder().decode(finished.stdout));
  if (output2 !== "") ports.log(output2);
  if (finished.code !== 0) ports.log(lastWords(finished.stderr));
  try {
    expectSuccess(finished, `the build command ${program}`);
  } catch (cause) {
    throw builderError(
      "build-failed",
      { program, code: finished.code },
      `the build command ended with ${String(finished.code)}`,
      { cause }
    );
  }
}

// packages/builders/buildx-builder.ts
import { readFile } from "node:fs/promises";

// packages/builders/buildx-arguments.ts
function buildxArguments(request) {
  const cache = request.noCache ? ["--no-cache"] : [...flag("cache-from", request.cacheFrom), ...flag("cache-to", request.cacheTo)];
  return [
    "buildx",
    "build",
    "--progress=plain",
    `--metadata-file=${request.metadataFile}`,
    `--output=${output(request)}`,
    ...flag("platform", request.platforms.length === 0 ? [] : [request.platforms.join(",")]),
    ...flag("file", request.file === void 0 ? [] : [request.file]),
    ...flag("target", request.target === void 0 ? [] : [request.target]),
    ...flag("build-arg", request.buildArgs),
    ...flag("build-context", request.buildContexts),
    ...flag("secret", request.secrets),
    ...flag("label", request.labels),
    ...flag("annotation", request.annotations),
    ...cache,
    `--provenance=${request.provenance === "false" ? "false" : `mode=${request.provenance}`}`,
    "--",
    request.context
  ];
}
function output({ to, layoutFile }) {
  return to.kind === "registry" ? `type=image,name=${to.image},push=true,push-by-digest=true,name-canonical=true` : `type=oci,dest=${layoutFile}`;
}
function flag(name, values) {
  return values.map((value) => `--${name}=${value}`);
}

// packages/builders/buildx-metadata.ts
function readBuildxDigest(text) {
  const digest = member(parseJson(text), "containerimage.digest");
  if (isDigest(digest)) return digest;
  throw builderError("builder-metadata-invalid", {}, "the metadata file of buildx names no image digest");
}
function member(value, key) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[key] : void 0;
}

// packages/builders/buildx-builder.ts
var BUILD_TIMEOUT_MS = 2 * 60 * 6e4;
async function buildWithBuildx(request, ports) {
  const finished = await docker(request, ports, buildxArguments(request));
  ports.log(lastWords(finished.stderr));
  try {
    expectSuccess(finished, "docker buildx build");
  } catch (cause) {
    throw builderError(
      "build-failed",
      { code: finished.code },
      `docker buildx build ended with ${String(finished.code)}`,
      { cause }
    );
  }
  const digest = readBuildxDigest(await readMetadata(request.metadataFile));
  return {
    ...await store2(digest, request, ports),
    builder: { name: "buildx", version: await version(request, ports) },
    cache: request.noCache || request.cacheFrom.length === 0 ? "none" : "shared",
    materials: [],
    materialsComplete: false
  };
}
async function readMetadata(path) {
  try {
    return await readFile(path);
  } catch (cause) {
    throw builderError("builder-metadata-invalid", {}, "buildx left no metadata file", { cause });
  }
}
async function store2(digest, { to, layoutFile, platforms }, { registry }) {
  if (to.kind === "registry") {
    await registry.waitFor(to.image, digest);
    return storedInRegistry(registry, to.image, digest, platforms);
  }
  const layout = await openLayout(layoutFile);
  try {
    assertSame(digest, layoutImage(layout).digest);
    return await storedInLayout(layout, to.directory, platforms);
  } finally {
    await layout.close();
  }
}
async function version(request, ports) {
  const finished = await docker(request, ports, ["buildx", "version"]);
  return /\bv?(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(finished.stdout))?.[1] ?? "unknown";
}
function docker(request, ports, args) {
  const command = {
    program: "docker",
    args,
    cwd: request.context,
    env: commandEnvironment(ports.environment),
    timeoutMs: BUILD_TIMEOUT_MS
  };
  return ports.run(request.signal === void 0 ? command : { ...command, signal: request.signal });
}

// packages/line/build.ts
async function recordBuild(request, build) {
  const startedAt = formatTime(request.clock.now());
  const built = await build();
  return buildDocument.create({
    leg: request.leg,
    image: { name: request.image, digest: built.digest, mediaType: built.mediaType, size: built.size },
    platforms: [...built.platforms],
    builder: built.builder,
    cache: built.cache,
    materials: [...built.materials],
    materialsComplete: built.materialsComplete,
    reproduced: null,
    startedAt,
    finishedAt: formatTime(request.clock.now())
  });
}

// actions/build-by-digest/no-cache.ts
function withoutCache(noCache, ref) {
  if (noCache !== "auto") return noCache;
  return ref.startsWith("refs/heads/release/") || ref.startsWith("refs/tags/");
}

// actions/build-by-digest/target.ts
import { join, resolve } from "node:path";
function buildTarget({ image, quarantine, push, layoutOutput, artifact }, { workspace, directory }) {
  if (push) return { kind: "registry", image: quarantine ?? image };
  if (quarantine !== void 0)
    throw actionError("quarantine-needs-push", { quarantine }, "`quarantine` is given, but nothing is to be pushed");
  if (layoutOutput !== void 0) return { kind: "layout", directory: resolve(workspace, layoutOutput) };
  if (artifact !== void 0) return { kind: "layout", directory: join(directory, LAYOUT_DIRECTORY) };
  throw actionError("layout-output-missing", {}, "`push: false` without `layout-output` and `artifact`");
}

// actions/build-by-digest/run.ts
async function run(request, runner) {
  const ports = {
    registry: connectRegistries(runner, request.registry),
    run: runProgram,
    environment: process.env,
    log: (line) => runner.log.info(line)
  };
  const { leg, image } = request;
  const directory = await mkdtemp(join2(runner.context.temp, "promo-build-"));
  const to = buildTarget(request, { workspace: runner.context.workspace, directory });
  const build = await recordBuild({ leg, image, clock: systemClock }, () => buildWith(request, to, runner, ports));
  const record = join2(directory, BUILD_FILE);
  await writeFile(record, buildDocument.write(build));
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  runner.outputs({
    digest: build.image.digest,
    image: to.kind === "registry" ? `${to.image}@${build.image.digest}` : "",
    "media-type": build.image.mediaType,
    platforms: Object.fromEntries(build.platforms.map(({ platform, digest }) => [platform, digest])),
    record,
    reproduced: build.reproduced ?? "",
    "layout-path": to.kind === "layout" ? to.directory : "",
    "artifact-digest": uploaded?.digest ?? ""
  });
  await runner.summary(buildSummary(build));
}
async function buildWith(request, to, runner, ports) {
  const { workspace, ref, temp } = runner.context;
  const { platforms, command, layout } = request;
  const context = workspacePath(request.context, workspace);
  const common = { to, context, platforms, signal: runner.signal };
  if (request.builder === "layout") {
    if (layout === void 0) throw actionError("layout-missing", {}, "`builder: layout` needs `layout`");
    return buildLayout({ ...common, command, layout: resolve2(workspace, layout) }, ports);
  }
  const { file, target, buildArgs, buildContexts, secrets, labels, annotations, cacheFrom, cacheTo } = request;
  const scratch = await mkdtemp(join2(temp, "promo-buildx-"));
  const isPublic = runner.context.repository.visibility === "public";
  return buildWithBuildx(
    {
      ...common,
      ...file === void 0 ? {} : { file: resolve2(context, file) },
      ...target === void 0 ? {} : { target },
      buildArgs,
      buildContexts,
      secrets,
      labels,
      annotations,
      cacheFrom,
      cacheTo,
      noCache: withoutCache(request.noCache, ref),
      provenance: request.provenance ?? (isPublic ? "max" : "min"),
      metadataFile: join2(scratch, "metadata.json"),
      layoutFile: join2(scratch, "layout.tar")
    },
    ports
  );
}
export {
  run
};
