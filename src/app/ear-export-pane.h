/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a file for a partner. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_EXPORT_PANE (ear_export_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarExportPane, ear_export_pane, EAR, EXPORT_PANE, AdwBin)

G_END_DECLS
