import type { ToolPin } from './locate/pin.ts'

/* Generated from tools/tools.json by `node scripts/pins.ts`. */

export const TOOL_PINS = {
  gitleaks: {
    name: 'gitleaks',
    version: '8.30.1',
    versionArguments: ['version'],
    repository: 'gitleaks/gitleaks',
    tag: 'v8.30.1',
    assets: {
      'darwin/amd64': {
        asset: 'gitleaks_8.30.1_darwin_x64.tar.gz',
        sha256: 'dfe101a4db2255fc85120ac7f3d25e4342c3c20cf749f2c20a18081af1952709',
        member: 'gitleaks',
        memberSha256: 'cee01fea7173f1b779dff188e1c26ecbcb4027d394acc573b23aaf0be260e291',
      },
      'darwin/arm64': {
        asset: 'gitleaks_8.30.1_darwin_arm64.tar.gz',
        sha256: 'b40ab0ae55c505963e365f271a8d3846efbc170aa17f2607f13df610a9aeb6a5',
        member: 'gitleaks',
        memberSha256: 'ba52fb1bfabbcde42f032afad3d6e0b19dff8ed105229a16e7caa338bbc0e84f',
      },
      'linux/amd64': {
        asset: 'gitleaks_8.30.1_linux_x64.tar.gz',
        sha256: '551f6fc83ea457d62a0d98237cbad105af8d557003051f41f3e7ca7b3f2470eb',
        member: 'gitleaks',
        memberSha256: '88f91962aa2f93ac6ab281d553b9e125f5197bbbce38f9f2437f7299c32e5509',
      },
      'linux/arm64': {
        asset: 'gitleaks_8.30.1_linux_arm64.tar.gz',
        sha256: 'e4a487ee7ccd7d3a7f7ec08657610aa3606637dab924210b3aee62570fb4b080',
        member: 'gitleaks',
        memberSha256: '00e91bbe655bd7c47753e8cfe61cb76ea1a5d7e7702fe161ee40102b46b3823b',
      },
      'windows/amd64': {
        asset: 'gitleaks_8.30.1_windows_x64.zip',
        sha256: 'd29144deff3a68aa93ced33dddf84b7fdc26070add4aa0f4513094c8332afc4e',
        member: 'gitleaks.exe',
        memberSha256: '17157e2ee8b76fc8b1d8bee607a250e34b8a8023c8bc81822d4b5ee4d78fcb7c',
      },
    },
  },
  syft: {
    name: 'syft',
    version: '1.54.1',
    versionArguments: ['--version'],
    repository: 'anchore/syft',
    tag: 'v1.54.1',
    assets: {
      'darwin/amd64': {
        asset: 'syft_1.54.1_darwin_amd64.tar.gz',
        sha256: '2956322838b2f64e470eea474495f0cd96be4f222b1ac037258cdc47d965064e',
        member: 'syft',
        memberSha256: '9de0c19c5e6bf06884c4699c11449fcf97cfe68b7d0451730dfc38894c6b3bda',
      },
      'darwin/arm64': {
        asset: 'syft_1.54.1_darwin_arm64.tar.gz',
        sha256: 'b4319c3abaa87a0170ab76ee83ea2260ca34b53aecfa3ab0dd5428d2319d744f',
        member: 'syft',
        memberSha256: 'bc08d98ac3ca9cf475952b8eab22dfda70f3ab475ceb4e0113b9f77b24b75e26',
      },
      'linux/amd64': {
        asset: 'syft_1.54.1_linux_amd64.tar.gz',
        sha256: 'c069905b391cc4c20a5ba65ad5c10be2a7ba074f8ea6ad203e24d14e303dad47',
        member: 'syft',
        memberSha256: 'dbf75864e7a7ff9e1fbf00552c31483f693188632a9f68f343cd7653dac513d6',
      },
      'linux/arm64': {
        asset: 'syft_1.54.1_linux_arm64.tar.gz',
        sha256: 'dfdf0537610113edbefe1f1fc6548bc957b2d77439636ec824fcf0e10d46d054',
        member: 'syft',
        memberSha256: '7d3cc523a2652d26568b9b2b94b5419dbf05f34ce896cf29904a0073d84eecf2',
      },
      'windows/amd64': {
        asset: 'syft_1.54.1_windows_amd64.zip',
        sha256: '8b56e8285e295e0bbed26eeea9b16ed51c493be97ccdf42dae6326c84fe8e19f',
        member: 'syft.exe',
        memberSha256: 'b7e78564e72dc550301ff221c9e034d9ece77d16f8e5cc0f7782caa302addbc6',
      },
    },
  },
  grype: {
    name: 'grype',
    version: '0.120.1',
    versionArguments: ['--version'],
    repository: 'anchore/grype',
    tag: 'v0.120.1',
    assets: {
      'darwin/amd64': {
        asset: 'grype_0.120.1_darwin_amd64.tar.gz',
        sha256: '5313004ccbc524c8757521dc3913f1edf4309f56bef06a2fb2d0c0eeade7cc62',
        member: 'grype',
        memberSha256: '4042c050aa6581f6c852d611c51ec62577dff24059547307063a317b975cb075',
      },
      'darwin/arm64': {
        asset: 'grype_0.120.1_darwin_arm64.tar.gz',
        sha256: 'cf97957fa467d25575ec2cc3228289f391ea51cf88b9cffc5f83dc03d4cbc732',
        member: 'grype',
        memberSha256: '1de9d74fff477a652408406b45786ed5694e3030c89dc75805ffe9424c802d36',
      },
      'linux/amd64': {
        asset: 'grype_0.120.1_linux_amd64.tar.gz',
        sha256: '0a9ee97ef5ae2ee953b0a80098105052e846cdbe319a57d808b519c33cd1343d',
        member: 'grype',
        memberSha256: 'd6e3248b0e788b4da7450a9e03d1e72811771cf97de3640a18e6517bf6507eb7',
      },
      'linux/arm64': {
        asset: 'grype_0.120.1_linux_arm64.tar.gz',
        sha256: '29f47391dc283aa79fcc38e65224cd61f64dec0ecfd0db7074128ebf8ff23514',
        member: 'grype',
        memberSha256: '94afbea0a9b65a3a83b820e622e8ac337e26608c860315208d58dad9a80b25db',
      },
      'windows/amd64': {
        asset: 'grype_0.120.1_windows_amd64.zip',
        sha256: '32e3c811f31822d17592908bafdc6288aaaca3d52583c479167a8dc8399ed65d',
        member: 'grype.exe',
        memberSha256: '96373670a07b8b6cbcfff4331c8b3d8ffb70d570f072450f8548d04bbe2db537',
      },
    },
  },
  trivy: {
    name: 'trivy',
    version: '0.74.0',
    versionArguments: ['--version'],
    repository: 'aquasecurity/trivy',
    tag: 'v0.74.0',
    assets: {
      'darwin/amd64': {
        asset: 'trivy_0.74.0_macOS-64bit.tar.gz',
        sha256: '472816f6888dda689d075c30254d4210b4d1035acf365aa72332f584c2f60485',
        member: 'trivy',
      },
      'darwin/arm64': {
        asset: 'trivy_0.74.0_macOS-ARM64.tar.gz',
        sha256: '1caada5e0e2091909357c7525d3aa76f4b660b13821bc143b190c7483e31cc11',
        member: 'trivy',
      },
      'linux/amd64': {
        asset: 'trivy_0.74.0_Linux-64bit.tar.gz',
        sha256: '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
        member: 'trivy',
      },
      'linux/arm64': {
        asset: 'trivy_0.74.0_Linux-ARM64.tar.gz',
        sha256: 'b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5',
        member: 'trivy',
      },
      'windows/amd64': {
        asset: 'trivy_0.74.0_windows-64bit.zip',
        sha256: '94c40e0696e4b907a74b7b2e1438d5d72ebaca83115817407f568a002d520842',
        member: 'trivy.exe',
      },
    },
  },
  checkov: {
    name: 'checkov',
    version: '3.3.30',
    versionArguments: ['--version'],
    repository: 'bridgecrewio/checkov',
    tag: '3.3.30',
    assets: {},
  },
} as const satisfies Readonly<Record<string, ToolPin>>
