/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing one text out of several. Emits "combined" with the text once somebody is content with it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_COMBINE_DIALOG (ear_combine_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarCombineDialog, ear_combine_dialog, EAR, COMBINE_DIALOG, AdwDialog)

AdwDialog *ear_combine_dialog_new (const char *proposal);

G_END_DECLS
