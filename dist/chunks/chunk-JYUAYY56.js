import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/ledger/errors.ts
var ledgerError = defineErrors("ledger", {
  "subject-invalid": {
    ending: "configuration",
    remedy: "Name a digest `sha256:…`, an image `name@sha256:…` or `name:tag`, a commit of 40 digits, a pull request `#12`, an environment with or without its app `prod/catalog`, or the path of `kubectl get pods -o json`."
  },
  "subject-unknown": {
    ending: "findings",
    remedy: "Name something that promo.yaml knows: an image of `images`, an environment of `environments`, a commit or pull request of their repositories."
  },
  "subject-empty": {
    ending: "findings",
    remedy: "Nothing that was released is meant: wait for the release, or name a digest."
  },
  "chain-incomplete": {
    ending: "findings",
    remedy: "Look at the links that are named: each says what is missing and what to do about it."
  },
  "promotion-unreviewed": {
    ending: "findings",
    remedy: "Find out who pushed this commit. Protect the branch so that digests come in by pull requests only, or say `promote: push` in promo.yaml for this environment."
  },
  "history-lost": {
    ending: "findings",
    remedy: "The overlay held the digest before the oldest commit that was read: look it up with `git log` in a full clone."
  },
  "evidence-disagrees": {
    ending: "findings",
    remedy: "Two trusted signatures tell different stories about this digest. Release the image again from one commit."
  },
  "source-missing": {
    ending: "findings",
    remedy: "The source repository no longer has the commit, or the token may not read it: give a token that may, or restore the commit."
  },
  "source-differs": {
    ending: "findings",
    remedy: "The tag of this commit names an image of another commit. Trust the certificate, and find out who set the tag."
  }
});

export {
  ledgerError
};
