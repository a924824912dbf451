/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a boxed list whose words have room: what stands at its end goes beneath them where they would be broken. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_ROW_LAYOUT (ear_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (EarRowLayout, ear_row_layout, EAR, ROW_LAYOUT, GtkLayoutManager)

void ear_row_layout_use (AdwActionRow *row);

G_END_DECLS
