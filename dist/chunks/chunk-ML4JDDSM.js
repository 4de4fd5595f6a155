import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/process/environment.ts
var BASE_ENVIRONMENT = [
  "PATH",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "SystemDrive",
  "ComSpec",
  "PATHEXT",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  "https_proxy",
  "http_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
  "CURL_CA_BUNDLE",
  "REQUESTS_CA_BUNDLE"
];
function allowEnvironment(names, from = process.env) {
  const allowed = {};
  for (const name of names) {
    const value = from[name];
    if (value !== void 0) allowed[name] = value;
  }
  return allowed;
}

// packages/process/expect-success.ts
import { stripVTControlCharacters } from "node:util";

// packages/process/errors.ts
var processError = defineErrors("process", {
  "program-missing": { ending: "configuration", remedy: "Install the program, or put its directory on PATH." },
  "program-failed": {
    ending: "infrastructure",
    remedy: "Read what the program wrote last; it is in the message. Run the step again if the cause has passed."
  },
  "program-timeout": { ending: "infrastructure", remedy: "Raise `timeout`, or give the program less to do at once." },
  "program-output-too-large": {
    ending: "infrastructure",
    remedy: "The program wrote more than promo keeps. Check that its arguments are right."
  },
  "program-killed": {
    ending: "infrastructure",
    remedy: "The program was ended from outside: a cancelled run, or the memory of the machine. Run the step again."
  }
});

// packages/process/expect-success.ts
var SHOWN_LINES = 20;
var SHOWN_CHARACTERS = 2e3;
function expectSuccess(finished, what) {
  if (finished.code === 0) return finished;
  const said = lastWords(finished.stderr);
  const message = `${what} ended with exit code ${finished.code}${said === "" ? "" : `: ${said}`}`;
  throw processError("program-failed", { what, code: finished.code }, message);
}
function lastWords(output) {
  return printable(output).trim().split("\n").slice(-SHOWN_LINES).join("\n").slice(-SHOWN_CHARACTERS);
}
function printable(output) {
  return stripVTControlCharacters(output).replaceAll("\r\n", "\n").replaceAll(/[^\P{C}\n]/gu, " ");
}

// packages/process/find-program.ts
import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
var SUFFIXES = process.platform === "win32" ? ["", ".exe", ".com"] : [""];
async function findProgram(name, path = process.env["PATH"] ?? "") {
  const places = isAbsolute(name) ? [name] : isBare(name) ? path.split(delimiter).filter(isAbsolute).map((directory) => join(directory, name)) : [];
  for (const place of places) {
    for (const suffix of SUFFIXES) if (await isExecutable(`${place}${suffix}`)) return `${place}${suffix}`;
  }
  return void 0;
}
function isBare(name) {
  return name !== "" && !/[/\\\0]/.test(name);
}
async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

// packages/process/run-program.ts
import { spawn as spawn2 } from "node:child_process";
import { basename } from "node:path";

// packages/process/each-line.ts
import { StringDecoder } from "node:string_decoder";
var LINE_CHARACTERS = 16e3;
function eachLine(stream, heard) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) for (const part of parts(line.replace(/\r$/, ""))) heard(part);
    while (rest.length > LINE_CHARACTERS) {
      heard(rest.slice(0, LINE_CHARACTERS));
      rest = rest.slice(LINE_CHARACTERS);
    }
  });
  stream.on("end", () => {
    rest += decoder.end();
    if (rest !== "") heard(rest);
  });
}
function parts(line) {
  if (line.length <= LINE_CHARACTERS) return [line];
  return [line.slice(0, LINE_CHARACTERS), ...parts(line.slice(LINE_CHARACTERS))];
}

// packages/process/output.ts
function keepAll(limit) {
  const chunks = [];
  let size = 0;
  return {
    add(chunk) {
      if (size + chunk.length > limit) return false;
      size += chunk.length;
      chunks.push(chunk);
      return true;
    },
    bytes: () => Buffer.concat(chunks)
  };
}
function keepTail(limit) {
  let chunks = [];
  let size = 0;
  const tail = () => Buffer.concat(chunks).subarray(-limit);
  return {
    add(chunk) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > 2 * limit) {
        chunks = [tail()];
        size = limit;
      }
      return true;
    },
    bytes: tail
  };
}

// packages/process/process-tree.ts
import { spawn } from "node:child_process";
var GRACE_MS = 2e3;
var WATCHED = ["SIGINT", "SIGTERM", "SIGHUP"];
var running = /* @__PURE__ */ new Set();
function watchTree(child) {
  if (running.size === 0) {
    process.on("exit", killAll);
    for (const signal of WATCHED) process.on(signal, endByself);
  }
  running.add(child);
}
function unwatchTree(child) {
  running.delete(child);
  if (running.size > 0) return;
  process.off("exit", killAll);
  for (const signal of WATCHED) process.off(signal, endByself);
}
function killTree(child) {
  signalTree(child, "SIGTERM");
  const timer = setTimeout(() => signalTree(child, "SIGKILL"), GRACE_MS);
  child.once("close", () => {
    clearTimeout(timer);
    signalTree(child, "SIGKILL");
  });
}
function signalTree(child, signal) {
  if (child.pid === void 0) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore", windowsHide: true }).on(
      "error",
      () => void 0
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
  }
}
function killAll() {
  for (const child of running) signalTree(child, "SIGKILL");
}
function endByself(signal) {
  const others = process.listenerCount(signal) > 1;
  for (const child of running) signalTree(child, "SIGTERM");
  if (others) return;
  killAll();
  process.off(signal, endByself);
  process.kill(process.pid, signal);
}

// packages/process/run-program.ts
var DEFAULT_TIMEOUT_MS = 15 * 60 * 1e3;
var DEFAULT_MAX_OUTPUT = 64 * 1024 * 1024;
var STDERR_TAIL = 256 * 1024;
var LINGER_MS = 2e3;
var runProgram = async (command) => {
  const name = basename(command.program);
  const program = await findProgram(command.program, command.env["PATH"] ?? "");
  if (program === void 0) throw processError("program-missing", { program: name }, `no program ${name}`);
  if (command.signal?.aborted === true) throw cancelled(name, command.signal);
  const child = spawn2(program, command.args, {
    cwd: command.cwd,
    env: { ...command.env },
    stdio: ["pipe", "pipe", "pipe"],
    shell: false,
    detached: process.platform !== "win32",
    windowsHide: true
  });
  watchTree(child);
  try {
    return await supervise(child, command, name);
  } finally {
    unwatchTree(child);
  }
};
async function supervise(child, command, name) {
  const started = performance.now();
  const limit = command.maxOutputBytes ?? DEFAULT_MAX_OUTPUT;
  const stdout = keepAll(limit);
  const stderr = keepTail(STDERR_TAIL);
  const stop = stopper(child, command, name);
  child.stdout.on("data", (chunk) => {
    if (!stdout.add(chunk))
      stop.because(
        processError("program-output-too-large", { program: name, limit }, `${name} wrote more than ${limit} bytes`)
      );
  });
  child.stderr.on("data", (chunk) => stderr.add(chunk));
  if (command.onErrorLine !== void 0) eachLine(child.stderr, command.onErrorLine);
  if (command.onOutputLine !== void 0) eachLine(child.stdout, command.onOutputLine);
  child.stdin.on("error", () => void 0).end(command.input);
  try {
    const { code, signal } = await ending(child, name);
    const reason = stop.reason();
    if (reason !== void 0) throw reason;
    if (code === null)
      throw processError("program-killed", { program: name, signal }, `${name} was ended by ${signal ?? "a signal"}`);
    return {
      code,
      stdout: stdout.bytes(),
      stderr: stderr.bytes().toString("utf8"),
      durationMs: performance.now() - started
    };
  } finally {
    stop.dispose();
  }
}
function stopper(child, { timeoutMs = DEFAULT_TIMEOUT_MS, signal }, name) {
  let first;
  const because = (reason) => {
    if (first !== void 0) return;
    first = reason;
    killTree(child);
  };
  const timer = setTimeout(() => {
    because(
      processError("program-timeout", { program: name, timeoutMs }, `${name} did not end within ${timeoutMs / 1e3} s`)
    );
  }, timeoutMs);
  const onAbort = () => {
    if (signal !== void 0) because(cancelled(name, signal));
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    because,
    reason: () => first,
    dispose: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  };
}
function ending(child, name) {
  return new Promise((resolve, reject) => {
    let linger;
    child.once("error", (cause) => {
      reject(processError("program-missing", { program: name }, `${name} cannot be started`, { cause }));
    });
    child.once("exit", () => {
      linger = setTimeout(() => {
        killTree(child);
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, LINGER_MS);
    });
    child.once("close", (code, signal) => {
      clearTimeout(linger);
      resolve({ code, signal });
    });
  });
}
function cancelled(name, signal) {
  return processError("program-killed", { program: name }, `${name} was cancelled`, { cause: signal.reason });
}

export {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  lastWords,
  printable,
  findProgram,
  runProgram
};
