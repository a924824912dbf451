/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a boxed list that say something whole, however long it is. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *ear_row_new (const char *title, const char *subtitle);
GtkWidget *ear_row_new_expander (const char *title, const char *subtitle);
GtkWidget *ear_row_new_spin (const char *title, guint most);
GtkWidget *ear_row_new_roomy (GtkWidget *child);
GtkWidget *ear_row_add_button (GtkWidget *row, const char *label);
GtkWidget *ear_row_add_one_of_buttons (GtkWidget *row, const char *label);
/* Of any button: it never asks for more than its longest word. */
void ear_button_break_lines (GtkButton *button);

G_END_DECLS
