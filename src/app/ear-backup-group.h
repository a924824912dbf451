/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copies of the workbook that Earshot made and that may still hold what was withdrawn. Each can be made anew, or
 * forgotten where it is gone for good. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_BACKUP_GROUP (ear_backup_group_get_type ())
G_DECLARE_FINAL_TYPE (EarBackupGroup, ear_backup_group, EAR, BACKUP_GROUP, AdwPreferencesGroup)

void ear_backup_group_set_workbook (EarBackupGroup *group, EarWorkbook *workbook);

G_END_DECLS
