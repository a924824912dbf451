/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whom to hear, where, when, and how many. */
#pragma once

#include <adwaita.h>

#include "ear-coverage.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_TARGET_DIALOG (ear_target_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarTargetDialog, ear_target_dialog, EAR, TARGET_DIALOG, AdwDialog)

/* @groups, @places: (element-type EarHeading); @target: (nullable) to begin with */
AdwDialog *ear_target_dialog_new (EarWorkbook *workbook, GPtrArray *groups, GPtrArray *places, const EarTargetRow *target);

G_END_DECLS
