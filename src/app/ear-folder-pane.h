/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder that is shared with partners. Its signal "look-at" (GStrv) asks that files of it be looked at, to be merged;
 * "look-at-card" (string) that an exchange card in it be. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_FOLDER_PANE (ear_folder_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarFolderPane, ear_folder_pane, EAR, FOLDER_PANE, AdwBin)

G_END_DECLS
