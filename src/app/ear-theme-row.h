/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One theme in a list: its name, how many voices, and what they felt. */
#pragma once

#include <adwaita.h>

#include "ear-theme-node.h"

G_BEGIN_DECLS

#define EAR_TYPE_THEME_ROW (ear_theme_row_get_type ())
G_DECLARE_FINAL_TYPE (EarThemeRow, ear_theme_row, EAR, THEME_ROW, AdwBin)

GtkListItemFactory *ear_theme_row_factory_new (void);

G_END_DECLS
