const MANIFEST_TO_ALL = 'serves a manifest to whoever names no media type, or another'
const LAST_CHUNK = 'answers 416 to a last chunk out of order'
const CHUNK = 'answers 416 to a chunk out of order, tells where it stands, and goes on from there'
const ELSEWHERE = 'keeps an image whose layers are elsewhere, byte by byte'
const SHA512_MANIFEST = 'takes and serves a manifest by its sha512 digest'
const OTHER_DIGEST = 'refuses a manifest that is not the one of the digest: DIGEST_INVALID'
const OTHER_TYPE = 'refuses a manifest that calls itself something else than Content-Type does'
const TOO_LARGE = 'refuses a manifest of 16 MB: 413'
const NAME_ERRORS = 'knows no repository whose name is none, in the words of the specification'
const NAME_UPLOADS = 'begins no upload in a repository whose name is none'
const PAGES = 'lists n tags at most, those after the last, with an address of the rest'
const NO_TAGS = 'lists no tag for n=0'
const NO_UPLOAD = 'knows no upload that was never begun'
const GIVEN_UP = 'forgets an upload that is given up'
const NO_ENDPOINT = 'answers 404 where there is no endpoint and 405 where the method is not one'

/** What the released versions of both share. */
const DISTRIBUTION = [
  ...[MANIFEST_TO_ALL, LAST_CHUNK, ELSEWHERE, SHA512_MANIFEST, OTHER_DIGEST, TOO_LARGE],
  ...[NAME_ERRORS, NAME_UPLOADS],
]

/** By registry, the checks that it was seen to fail. Each is a fact about that version: one that passes is taken off. */
export const KNOWN_DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'distribution 3': DISTRIBUTION,
  'distribution 2': [...DISTRIBUTION, CHUNK, 'lists all tags, in order', PAGES, NO_TAGS],
  olareg: [
    ...[MANIFEST_TO_ALL, ELSEWHERE, OTHER_TYPE, GIVEN_UP, NO_UPLOAD, NO_TAGS, NAME_ERRORS, NO_ENDPOINT],
    'refuses bytes that are not those of the digest: DIGEST_INVALID',
    'answers 404 and NAME_UNKNOWN to who lists tags of a repository that does not exist',
    'lists nothing of a subject that nothing refers to',
  ],
  'crane registry serve': [
    ...[LAST_CHUNK, CHUNK, OTHER_DIGEST, OTHER_TYPE, TOO_LARGE, NAME_UPLOADS, PAGES, NO_UPLOAD, GIVEN_UP, NO_ENDPOINT],
    'serves ranges of a blob: between two bytes, from one on, the last ones',
    'takes a blob by POST and PUT, and serves it where it says',
    'takes a blob that flows in by PATCH without a range',
    'takes and serves a blob by its sha512 digest',
    'takes chunks in order, and tells the range that it has',
    'takes the last chunk with the PUT that ends the upload',
    'takes a manifest by tag and by digest, and serves it where it says',
    'pays no heed to parameters of the media type',
    'refuses what is no JSON: MANIFEST_INVALID',
    'deletes a manifest with its tags, or says that it does not',
    'answers 404 to who deletes what is not there',
    'takes a tag of 128 characters and refuses a longer one',
  ],
}
