/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What windows have in common that are read from across a room: the size of their letters, full screen, and the keys for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_far_type_set_size (GtkWidget *window, GtkWidget *shown, const char *prefix, guint *size, guint wanted, guint n_sizes);
void ear_far_type_toggle_fullscreen (GtkWidget *window, const char *action, GVariant *parameter);
void ear_far_type_add_keys (GtkWidgetClass *klass, const char *prefix);

G_END_DECLS
