/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a theme is drawn beneath words, and beside its name: a line in its colour and manner that begins with its initial. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_LANE_HEIGHT 13

#define EAR_TYPE_LANE_MARK (ear_lane_mark_get_type ())
G_DECLARE_FINAL_TYPE (EarLaneMark, ear_lane_mark, EAR, LANE_MARK, GtkWidget)

GtkWidget *ear_lane_mark_new (const EarCodingRow *coding);
void ear_lane_mark_set (EarLaneMark *mark, guint step, const char *name);
void ear_lane_draw_line (GtkSnapshot *snapshot, const graphene_rect_t *area, guint step, gboolean strong);
void ear_lane_draw_initial (GtkSnapshot *snapshot, GtkWidget *widget, float x, float y, guint step, const char *name);

G_END_DECLS
