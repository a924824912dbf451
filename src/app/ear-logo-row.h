/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logo that reports have: whether there is one, chosen from a file and taken away. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_LOGO_ROW (ear_logo_row_get_type ())
G_DECLARE_FINAL_TYPE (EarLogoRow, ear_logo_row, EAR, LOGO_ROW, AdwActionRow)

void ear_logo_row_show (EarLogoRow *row, EarWorkbook *workbook, gboolean has_logo);

G_END_DECLS
