/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for which group a feedback sheet is and where it goes, and writes it. */
#pragma once

#include <gtk/gtk.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

void ear_sheet_ask (GtkWidget *page, EarWorkbook *workbook);

G_END_DECLS
