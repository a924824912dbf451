/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages by tag: their names for a person, and which way their script runs. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *ear_language_name (const char *tag);
GtkTextDirection ear_language_direction (const char *tag, const char *text);
void ear_language_apply (GtkLabel *label, const char *tag);

G_END_DECLS
