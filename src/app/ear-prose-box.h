/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A labelled field for several lines of text, with a hint while it is empty. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_PROSE_BOX (ear_prose_box_get_type ())
G_DECLARE_FINAL_TYPE (EarProseBox, ear_prose_box, EAR, PROSE_BOX, GtkBox)

GtkWidget *ear_prose_box_get_view (EarProseBox *box); /* a GtkTextView */

G_END_DECLS
