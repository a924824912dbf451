/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Withdrawing consent: who it is, what goes and what stays, then what was done and where the words may still be. The one
 * place in the window that asks, since nothing brings back what was erased. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_WITHDRAW_DIALOG (ear_withdraw_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarWithdrawDialog, ear_withdraw_dialog, EAR, WITHDRAW_DIALOG, AdwDialog)

AdwDialog *ear_withdraw_dialog_new (EarWorkbook *workbook, EarKind kind, const EarId *id);
AdwDialog *ear_withdraw_dialog_new_find (EarWorkbook *workbook);

G_END_DECLS
