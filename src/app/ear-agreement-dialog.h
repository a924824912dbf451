/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two coders compared: how far they agree by theme, and each voice on which they differ, to be opened and settled. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_AGREEMENT_DIALOG (ear_agreement_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarAgreementDialog, ear_agreement_dialog, EAR, AGREEMENT_DIALOG, AdwDialog)

AdwDialog *ear_agreement_dialog_new (EarWorkbook *workbook);

G_END_DECLS
