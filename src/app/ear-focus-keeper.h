/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No key is lost while what had the focus goes away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ear_focus_get (GtkWidget *widget);
void ear_focus_keeper_start (void);
void ear_focus_keeper_watch (GtkWindow *window);

G_END_DECLS
