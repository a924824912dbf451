/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits a theme: names its parts and says, voice by voice or by words that stand in them, which is meant. */
#pragma once

#include <adwaita.h>

#include "ear-book.h"

G_BEGIN_DECLS

#define EAR_TYPE_SPLIT_DIALOG (ear_split_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EarSplitDialog, ear_split_dialog, EAR, SPLIT_DIALOG, AdwDialog)

/* Signal "split" (GStrv names, gpointer GArray of EarThemeShare, gboolean retire). */
AdwDialog *ear_split_dialog_new (const EarBookTheme *theme, GPtrArray *codings);

G_END_DECLS
