/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worry about somebody's safety, on a voice, beside what the organisation says is to be done. Both stay on this laptop. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SAFEGUARDING_DIALOG (ear_safeguarding_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarSafeguardingDialog, ear_safeguarding_dialog, EAR, SAFEGUARDING_DIALOG, AdwDialog)

AdwDialog *ear_safeguarding_dialog_new (EarWorkbook *workbook, const EarId *voice);

G_END_DECLS
