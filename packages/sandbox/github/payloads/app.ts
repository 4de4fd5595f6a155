import { toApiPermissions } from '../permissions.ts'
import type { AppState, Installation } from '../state.ts'
import type { JsonObject } from '../types.ts'
import { accountPayload } from './account.ts'
import { API, nodeId, time, WEB } from './places.ts'

/** `integration`: the App of a check run, or the one a JWT stands for. */
export function appPayload(app: AppState): JsonObject {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: accountPayload(app.owner),
    name: app.slug,
    description: '',
    external_url: `${WEB}/${app.owner.login}`,
    html_url: `${WEB}/apps/${app.slug}`,
    created_at: time(app.createdAt),
    updated_at: time(app.createdAt),
    permissions: toApiPermissions(app.permissions),
    events: [],
  }
}

export function installationPayload(installation: Installation): JsonObject {
  const { app, id, target } = installation
  return {
    id,
    client_id: app.clientId,
    account: accountPayload(target),
    repository_selection: 'selected',
    access_tokens_url: `${API}/app/installations/${id}/access_tokens`,
    repositories_url: `${API}/installation/repositories`,
    html_url: `${WEB}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: target.id,
    target_type: target.type,
    permissions: toApiPermissions(app.permissions),
    events: [],
    created_at: time(app.createdAt),
    updated_at: time(app.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  }
}
