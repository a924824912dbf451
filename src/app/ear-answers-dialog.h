/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done about one voice: the trail forward. */
#pragma once

#include <adwaita.h>

#include "ear-action-list.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_ANSWERS_DIALOG (ear_answers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarAnswersDialog, ear_answers_dialog, EAR, ANSWERS_DIALOG, AdwDialog)

AdwDialog *ear_answers_dialog_new (EarWorkbook *workbook, const EarId *voice);

G_END_DECLS
