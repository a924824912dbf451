/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where the record of an Assembly goes, and writes it, with small numbers protected as the NHS does below national level. */
#pragma once

#include <gtk/gtk.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

void ear_record_ask (GtkWidget *page, EarWorkbook *workbook, const EarId *session);

G_END_DECLS
