/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This workbook's own files in the shared folder that still hold what was withdrawn, and a button that writes them anew.
 * Not to be seen where no folder is shared. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_FOLDER_GROUP (ear_folder_group_get_type ())
G_DECLARE_FINAL_TYPE (EarFolderGroup, ear_folder_group, EAR, FOLDER_GROUP, AdwPreferencesGroup)

void ear_folder_group_set_workbook (EarFolderGroup *group, EarWorkbook *workbook);

G_END_DECLS
