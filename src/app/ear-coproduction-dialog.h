/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logs one thing that was done together with people. */
#pragma once

#include "ear-action-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_COPRODUCTION_DIALOG (ear_coproduction_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarCoproductionDialog, ear_coproduction_dialog, EAR, COPRODUCTION_DIALOG, AdwDialog)

AdwDialog *ear_coproduction_dialog_new (EarWorkbook *workbook, const EarId *activity);

G_END_DECLS
