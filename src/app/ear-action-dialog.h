/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action: how far it is and was, whom it answers, who was told, and the voices that led to it. */
#pragma once

#include "ear-action-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_ACTION_DIALOG (ear_action_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarActionDialog, ear_action_dialog, EAR, ACTION_DIALOG, AdwDialog)

AdwDialog *ear_action_dialog_new (EarWorkbook *workbook, const EarId *action);

/* A dialog with one form that closes once it is saved. */
AdwDialog *ear_action_form_dialog (AdwNavigationPage *form);

G_END_DECLS
