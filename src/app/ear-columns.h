/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in as many columns of equal width as there is room for, row by row: one column on a phone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_COLUMNS (ear_columns_get_type ())
G_DECLARE_FINAL_TYPE (EarColumns, ear_columns, EAR, COLUMNS, GtkWidget)

GtkWidget *ear_columns_new (int column_width, guint max_columns);
void ear_columns_append (EarColumns *columns, GtkWidget *child);

G_END_DECLS
