/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the record of a Community Assembly is written: which kind of file, and by which rules small numbers are protected. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_RECORD_DIALOG (ear_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarRecordDialog, ear_record_dialog, EAR, RECORD_DIALOG, AdwDialog)

AdwDialog *ear_record_dialog_new (GtkWidget *page, EarWorkbook *workbook, const EarId *session);

G_END_DECLS
