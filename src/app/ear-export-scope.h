/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which groups and sessions a file for a partner is to hold. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_EXPORT_SCOPE (ear_export_scope_get_type ())
G_DECLARE_FINAL_TYPE (EarExportScope, ear_export_scope, EAR, EXPORT_SCOPE, AdwPreferencesGroup)

/* (element-type EarTreeRow) what can be added. */
void ear_export_scope_set_choices (EarExportScope *scope, GPtrArray *groups, GPtrArray *sessions);
/* Appends the ids of what was chosen (EarId); returns whether that is anything. */
gboolean ear_export_scope_get (EarExportScope *scope, GArray *groups, GArray *sessions);
void ear_export_scope_clear (EarExportScope *scope);

G_END_DECLS
