/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SVG picture from outside is hostile until it is read: it can be a program, point at other files, and say in a few hundred bytes
 * what takes a year to draw. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ear_svg_tidy (GBytes *svg, GError **error);
gboolean ear_svg_refuse_size (GError **error);

/* ear-picture.c */
GBytes *ear_svg_draw (const char *svg, gint64 most, GError **error);

G_END_DECLS
