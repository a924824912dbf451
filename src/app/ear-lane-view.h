/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of one voice, to be read and selected but not changed, with a lane beneath them for each coding that overlaps. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_LANE_VIEW (ear_lane_view_get_type ())
G_DECLARE_FINAL_TYPE (EarLaneView, ear_lane_view, EAR, LANE_VIEW, GtkTextView)

void ear_lane_view_set_text (EarLaneView *view, const char *text, const char *language);
/* (element-type EarCodingRow): kept */
void ear_lane_view_set_codings (EarLaneView *view, GPtrArray *codings);
/* Draws one of them stronger and selects its words. EAR_ID_NONE: none. */
void ear_lane_view_set_current (EarLaneView *view, const EarId *coding);
gboolean ear_lane_view_get_selected (EarLaneView *view, EarSpan *span);
/* (transfer container) (element-type EarCodingRow): those at a code point */
GPtrArray *ear_lane_view_at (EarLaneView *view, gint64 point);

G_END_DECLS
