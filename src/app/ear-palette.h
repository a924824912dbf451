/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twelve ways to draw a theme, so that it is told from others in light and in dark, in grey, and by those who see colours
 * otherwise: four hues that are not confused, each with a line of its own, in three steps of lightness. No GTK here. */
#pragma once

#include "ear-id.h"

G_BEGIN_DECLS

#define EAR_PALETTE_SIZE 12

typedef enum
{
  EAR_LINE_SOLID,
  EAR_LINE_DASHED,
  EAR_LINE_DOUBLE,
  EAR_LINE_DOTTED,
} EarLine;

guint ear_palette_step (const EarId *theme, int colour);
guint32 ear_palette_rgb (guint step, gboolean dark, gboolean high_contrast); /* 0xrrggbb */
EarLine ear_palette_line (guint step);
const char *ear_palette_name (guint step); /* translated */
guint ear_palette_least_used (const guint n_themes[EAR_PALETTE_SIZE], guint first);

G_END_DECLS
