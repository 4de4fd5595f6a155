/** Nothing listens on the discard port. */
const NOWHERE = 'http://127.0.0.1:9'

/**
 * What is scanned must not make a scanner talk: a Terraform file names modules that Trivy would otherwise clone, from hosts
 * and by schemes of the file's choice. Every scan has all it needs on disk, so its programs are sent to a closed port.
 */
export const NO_NETWORK: Readonly<Record<string, string>> = {
  HTTPS_PROXY: NOWHERE,
  HTTP_PROXY: NOWHERE,
  https_proxy: NOWHERE,
  http_proxy: NOWHERE,
  NO_PROXY: '',
  no_proxy: '',
  // Cloud libraries ask these past any proxy for credentials of the machine.
  AWS_EC2_METADATA_DISABLED: 'true',
  GCE_METADATA_HOST: '127.0.0.1:9',
}
