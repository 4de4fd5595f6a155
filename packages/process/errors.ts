import { defineErrors } from '@promo/core'

export const processError = defineErrors('process', {
  'program-missing': { ending: 'configuration', remedy: 'Install the program, or put its directory on PATH.' },
  'program-failed': {
    ending: 'infrastructure',
    remedy: 'Read what the program wrote last; it is in the message. Run the step again if the cause has passed.',
  },
  'program-timeout': { ending: 'infrastructure', remedy: 'Raise `timeout`, or give the program less to do at once.' },
  'program-output-too-large': {
    ending: 'infrastructure',
    remedy: 'The program wrote more than promo keeps. Check that its arguments are right.',
  },
  'program-killed': {
    ending: 'infrastructure',
    remedy: 'The program was ended from outside: a cancelled run, or the memory of the machine. Run the step again.',
  },
})
