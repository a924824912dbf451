/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A menu that opens beside what it is about, and is gone once it is closed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ear_menu_popover_new (GtkWidget *about, GMenuModel *menu);

G_END_DECLS
