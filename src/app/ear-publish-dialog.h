/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing out the codebook as it is now: what changed since it was last handed out, what this version is called, where it
 * goes. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_PUBLISH_DIALOG (ear_publish_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarPublishDialog, ear_publish_dialog, EAR, PUBLISH_DIALOG, AdwDialog)

AdwDialog *ear_publish_dialog_new (EarWorkbook *workbook);

G_END_DECLS
