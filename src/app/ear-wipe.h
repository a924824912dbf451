/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that were erased and that the window itself could still give back: what can be undone in a field, what was
 * searched for, what was copied. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_wipe_traces (void);
void ear_wipe_below (GtkWidget *widget);

G_END_DECLS
