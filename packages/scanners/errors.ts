import { defineErrors } from '@promo/core'

export const scannerError = defineErrors('scanners', {
  'tool-missing': {
    ending: 'infrastructure',
    remedy:
      'Let the job reach github.com and release-assets.githubusercontent.com, put the pinned version on PATH, or give `tool-directory`. checkov is never downloaded: run `pip install checkov==<version>` before this step, or take it out of the scanners.',
  },
  'tool-version-wrong': {
    ending: 'configuration',
    remedy: 'Put the pinned version into `tool-directory`, below `<tool>@<version>/`; the message names both versions.',
  },
  'tool-refused': {
    ending: 'infrastructure',
    remedy:
      'The download is not the release promo knows. Try again; if it stays, do not use it, and report it to the maintainers of promo and of the tool.',
  },
  'tool-denied': {
    ending: 'configuration',
    remedy: 'This version was published by an attacker. Remove it, and treat the secrets of jobs that ran it as known.',
  },
  'scanner-unsupported': {
    ending: 'configuration',
    remedy: 'Take the scanner out of `scanners` here: gitleaks and checkov scan directories, not images.',
  },
  'scanner-failed': {
    ending: 'infrastructure',
    remedy: 'Read what the scanner wrote last; it is in the message. Run the step again if the cause has passed.',
  },
  'report-unreadable': {
    ending: 'infrastructure',
    remedy: 'The scanner left no report that promo reads. Run the step again; if it stays, report it with its log.',
  },
  'report-too-large': {
    ending: 'infrastructure',
    remedy: 'The scanner reported more than promo reads. Scan a smaller directory, or repair the worst findings first.',
  },
  'nothing-scanned': {
    ending: 'infrastructure',
    remedy: 'The scanner recognised nothing to scan. Check the path, or take the scanner out of `scanners` here.',
  },
  'files-unread': {
    ending: 'infrastructure',
    remedy:
      'The scanner could not read these files, so nothing in them was looked at. Repair them; a formatter names the line.',
  },
  'scanned-other-image': {
    ending: 'infrastructure',
    remedy: 'The scanner read another image than the one it was given. Run the step again; if it stays, report it.',
  },
  'repository-missing': {
    ending: 'configuration',
    remedy: 'Secrets are looked for in the history: check the repository out with git before this step.',
  },
  'repository-shallow': {
    ending: 'configuration',
    remedy: 'Check out with `fetch-depth: 0`: a secret that was removed again is still in the history.',
  },
  'database-unavailable': {
    ending: 'infrastructure',
    remedy:
      'Let the job reach the host of the vulnerability database, name another in `database`, or bring the database along and set `offline`.',
  },
  'database-refused': {
    ending: 'configuration',
    remedy:
      'Give an https address without a user or password: what tells a scanner of vulnerabilities may not be forged.',
  },
  'database-unreadable': {
    ending: 'infrastructure',
    remedy: 'The vulnerability database does not say when it was made. Delete it and run the step again.',
  },
  'database-stale': {
    ending: 'infrastructure',
    remedy:
      'The vulnerability database is older than `max-database-age`. Update it, or name a fresher one in `database`.',
  },
})
