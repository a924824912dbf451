/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pen charts are drawn with: text, inks and hatching. Inks differ in lightness, not in hue alone. Whatever is drawn says where it
 * begins as from the left; in a chart that is read from the right, the pen turns that round. */
#pragma once

#include <pango/pangocairo.h>

#include "ear-chart.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_INK_TEXT,
  EAR_INK_FAINT,
  EAR_INK_BAR,
  EAR_INK_WORKS,
  EAR_INK_FAILS,
  EAR_INK_REVERSED, /* text on a bar */
} EarInk;

typedef enum
{
  EAR_ALIGN_START,
  EAR_ALIGN_CENTRE,
  EAR_ALIGN_END,
} EarAlign;

typedef struct
{
  const EarChartStyle *style;
  double width; /* of the whole chart */
  cairo_t *cr;
  cairo_surface_t *own; /* (nullable) of a pen that only measures */
  PangoFontDescription *font;
} EarPen;

void ear_pen_init (EarPen *pen, const EarChartStyle *style, cairo_t *cr, double width);
void ear_pen_init_measuring (EarPen *pen, const EarChartStyle *style);
void ear_pen_clear (EarPen *pen);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarPen, ear_pen_clear)

double ear_pen_left (const EarPen *pen, double x, double width);
void ear_pen_colour (const EarPen *pen, EarInk ink);
double ear_pen_text_width (const EarPen *pen, const char *text);
double ear_pen_widest_word (const EarPen *pen, const char *text);
double ear_pen_text_height (const EarPen *pen, const char *text, double width);
void ear_pen_text (const EarPen *pen, const char *text, double x, double y, double width, double height, EarAlign align);
void ear_pen_reversed_text (const EarPen *pen, const char *text, double x, double y, double width, double height);
void ear_pen_bold (const EarPen *pen, const char *text, double x, double y, double width, double height);
void ear_pen_paragraph (const EarPen *pen, const char *text, double x, double y, double width, double height);
void ear_pen_key (const EarPen *pen, const char *text, double x, double y, double width, double height);
void ear_pen_turned (const EarPen *pen, const char *text, double x, double y, double width, double height);
void ear_pen_title (const EarPen *pen, const char *text, double width);
void ear_pen_bar (const EarPen *pen, EarInk ink, double x, double y, double width, double height);
void ear_pen_hatched (const EarPen *pen, EarInk ink, double x, double y, double width, double height);
void ear_pen_step (const EarPen *pen, int step, double x, double y, double width, double height);
void ear_pen_step_text (const EarPen *pen, int step, const char *text, double x, double y, double width, double height);
void ear_pen_frame (const EarPen *pen, double x, double y, double width, double height, gint64 most);
void ear_pen_stroke_series (const EarPen *pen, guint series);
void ear_pen_marker (const EarPen *pen, guint series, double x, double y);

G_END_DECLS
