/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling to what has just appeared, so that an outcome is not missed on a small screen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_reveal (GtkWidget *widget);

G_END_DECLS
