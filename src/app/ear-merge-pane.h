/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing in partners' files, one after another, and what came of it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_MERGE_PANE (ear_merge_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarMergePane, ear_merge_pane, EAR, MERGE_PANE, AdwBin)

gboolean ear_merge_pane_preview_files (EarMergePane *pane, const char *const *paths);

G_END_DECLS
