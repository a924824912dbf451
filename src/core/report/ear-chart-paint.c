/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-chart-paint.h"

#include <math.h>

static const guint32 inks_light[] = { 0x1f1f24, 0x8a8890, 0x12756b, 0x1a5fa8, 0xb3470a, 0xffffff };
static const guint32 inks_dark[] = { 0xf2f1f4, 0x8f8d96, 0x4fbfae, 0x7db8f0, 0xf2a468, 0x1b1b20 };

/* From nothing to all, lighter to darker on a light ground and the other way on a dark one: each a fifth of the way
 * further, so that neighbours can be told apart in grey. The number in the cell says it too. */
static const guint32 steps_light[EAR_CHART_STEPS] = { 0xf4f4f5, 0xd4d4d8, 0xa9a9b0, 0x74747d, 0x33333a };
static const guint32 steps_dark[EAR_CHART_STEPS] = { 0x2c2c31, 0x4b4b52, 0x77777f, 0xaaaab2, 0xe9e9ee };

static void
set_rgb (cairo_t *cr, guint32 rgb)
{
  cairo_set_source_rgb (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

void
ear_pen_init (EarPen *pen, const EarChartStyle *style, cairo_t *cr, double width)
{
  pen->style = style;
  pen->width = width;
  pen->cr = cairo_reference (cr);
  pen->font = pango_font_description_from_string (style->font);
  pango_font_description_set_absolute_size (pen->font, style->size * PANGO_SCALE);
}

void
ear_pen_init_measuring (EarPen *pen, const EarChartStyle *style)
{
  cairo_t *cr;

  pen->own = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cr = cairo_create (pen->own);
  ear_pen_init (pen, style, cr, 0);
  cairo_destroy (cr);
}

void
ear_pen_clear (EarPen *pen)
{
  g_clear_pointer (&pen->cr, cairo_destroy);
  g_clear_pointer (&pen->own, cairo_surface_destroy);
  g_clear_pointer (&pen->font, pango_font_description_free);
}

void
ear_pen_colour (const EarPen *pen, EarInk ink)
{
  set_rgb (pen->cr, (pen->style->dark ? inks_dark : inks_light)[ink]);
}

/* The left edge of something that begins @x from where reading begins. */
double
ear_pen_left (const EarPen *pen, double x, double width)
{
  return pen->style->mirrored ? pen->width - x - width : x;
}

/* Unhinted, so that a chart is laid out alike on every surface. */
static PangoLayout *
lay_out (const EarPen *pen, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (pen->cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 96);
  cairo_font_options_destroy (options);
  pango_layout_set_font_description (layout, pen->font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
size_of (PangoLayout *layout, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

double
ear_pen_text_width (const EarPen *pen, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);
  double width, height;

  size_of (layout, &width, &height);
  return ceil (width) + 1;
}

/* What a line must be wide for, so that no word of a text is broken. */
double
ear_pen_widest_word (const EarPen *pen, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, ear_pen_text_width (pen, words[i]));
  return widest;
}

double
ear_pen_text_height (const EarPen *pen, const char *text, double width)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);
  double wide, height;

  pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  size_of (layout, &wide, &height);
  return height;
}

/* Pango takes left for right where a line runs against its context, which here runs from left to right. */
static PangoAlignment
alignment_of (const EarPen *pen, PangoLayout *layout, EarAlign align)
{
  gboolean against = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  gboolean left = (align == EAR_ALIGN_START) != pen->style->mirrored;

  return align == EAR_ALIGN_CENTRE ? PANGO_ALIGN_CENTER : left != against ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
}

static void
show (const EarPen *pen, PangoLayout *layout, double x, double y, double width, double height, EarAlign align)
{
  double wide, high;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment_of (pen, layout, align));
  size_of (layout, &wide, &high);
  cairo_move_to (pen->cr, ear_pen_left (pen, x, MAX (1, width)), y + MAX (0, (height - high) / 2));
  pango_cairo_show_layout (pen->cr, layout);
  cairo_new_path (pen->cr);
}

void
ear_pen_text (const EarPen *pen, const char *text, double x, double y, double width, double height, EarAlign align)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);

  ear_pen_colour (pen, EAR_INK_TEXT);
  show (pen, layout, x, y, width, height, align);
}

void
ear_pen_reversed_text (const EarPen *pen, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);

  ear_pen_colour (pen, EAR_INK_REVERSED);
  show (pen, layout, x, y, width, height, EAR_ALIGN_CENTRE);
}

static void
embolden (PangoLayout *layout)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
}

void
ear_pen_bold (const EarPen *pen, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);

  embolden (layout);
  ear_pen_colour (pen, EAR_INK_TEXT);
  show (pen, layout, x, y, width, height, EAR_ALIGN_START);
}

/* Broken into lines of @width, as many as there is room for in @height. */
static PangoLayout *
lay_out_lines (const EarPen *pen, const char *text, double width, double height)
{
  PangoLayout *layout = lay_out (pen, text);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_height (layout, (int) (height * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
show_lines (const EarPen *pen, PangoLayout *layout, double x, double y, double width)
{
  ear_pen_colour (pen, EAR_INK_TEXT);
  cairo_move_to (pen->cr, ear_pen_left (pen, x, width), y);
  pango_cairo_show_layout (pen->cr, layout);
  cairo_new_path (pen->cr);
}

/* Broken into lines, at the foot of its room. */
void
ear_pen_paragraph (const EarPen *pen, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = lay_out_lines (pen, text, width, height);
  double wide, high;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  size_of (layout, &wide, &high);
  show_lines (pen, layout, x, y + MAX (0, height - high - 0.2 * pen->style->size), width);
}

/* From the top, as text begins. */
void
ear_pen_key (const EarPen *pen, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = lay_out_lines (pen, text, width, height);

  show_lines (pen, layout, x, y, width);
}

/* From its foot upwards, in the middle of its room. */
void
ear_pen_turned (const EarPen *pen, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = lay_out_lines (pen, text, height, width);
  double wide, high;

  size_of (layout, &wide, &high);
  ear_pen_colour (pen, EAR_INK_TEXT);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, ear_pen_left (pen, x, width) + (width - high) / 2, y + height);
  cairo_rotate (pen->cr, -G_PI_2);
  cairo_move_to (pen->cr, 0, 0);
  pango_cairo_show_layout (pen->cr, layout);
  cairo_restore (pen->cr);
  cairo_new_path (pen->cr);
}

void
ear_pen_title (const EarPen *pen, const char *text, double width)
{
  g_autoptr (PangoLayout) layout = lay_out (pen, text);

  embolden (layout);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment_of (pen, layout, EAR_ALIGN_START));
  ear_pen_colour (pen, EAR_INK_TEXT);
  cairo_move_to (pen->cr, 0, 0);
  pango_cairo_show_layout (pen->cr, layout);
  cairo_new_path (pen->cr);
}

void
ear_pen_bar (const EarPen *pen, EarInk ink, double x, double y, double width, double height)
{
  ear_pen_colour (pen, ink);
  cairo_rectangle (pen->cr, ear_pen_left (pen, x, width), y, width, height);
  cairo_fill (pen->cr);
}

/* Stripes of the ground across it, wide enough for text between them to stay readable. */
void
ear_pen_hatched (const EarPen *pen, EarInk ink, double x, double y, double width, double height)
{
  x = ear_pen_left (pen, x, width);
  cairo_save (pen->cr);
  cairo_rectangle (pen->cr, x, y, width, height);
  cairo_clip (pen->cr);
  ear_pen_colour (pen, ink);
  cairo_paint (pen->cr);
  ear_pen_colour (pen, EAR_INK_REVERSED);
  cairo_set_line_width (pen->cr, 0.06 * pen->style->size);
  for (double at = floor ((x - height) / pen->style->size) * pen->style->size; at < x + width; at += 0.55 * pen->style->size)
    {
      cairo_move_to (pen->cr, at, y + height);
      cairo_line_to (pen->cr, at + height, y);
    }
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

void
ear_pen_step (const EarPen *pen, int step, double x, double y, double width, double height)
{
  cairo_rectangle (pen->cr, ear_pen_left (pen, x, width) + 0.5, y + 0.5, MAX (0, width - 1), MAX (0, height - 1));
  if (step >= 0)
    {
      set_rgb (pen->cr, (pen->style->dark ? steps_dark : steps_light)[MIN (step, EAR_CHART_STEPS - 1)]);
      cairo_fill_preserve (pen->cr);
    }
  ear_pen_colour (pen, EAR_INK_FAINT);
  cairo_set_line_width (pen->cr, step >= 0 ? 1 : 0.5);
  cairo_stroke (pen->cr);
}

/* From the fourth step on the ground is nearer to the ink of the text than to its opposite. */
void
ear_pen_step_text (const EarPen *pen, int step, const char *text, double x, double y, double width, double height)
{
  if (step >= 3)
    ear_pen_reversed_text (pen, text, x, y, width, height);
  else
    ear_pen_text (pen, text, x, y, width, height, EAR_ALIGN_CENTRE);
}

/* The foot line, and lines at half and at the most. */
void
ear_pen_frame (const EarPen *pen, double x, double y, double width, double height, gint64 most)
{
  double size = pen->style->size;

  for (guint i = 0; i <= 2; i++)
    {
      double at = y + height - height * i / 2;
      g_autofree char *figure = g_strdup_printf ("%'" G_GINT64_FORMAT, most * i / 2);

      ear_pen_text (pen, figure, x - 3 * size, at - 0.8 * size, 2.6 * size, 1.6 * size, EAR_ALIGN_END);
      ear_pen_colour (pen, EAR_INK_FAINT);
      cairo_set_line_width (pen->cr, i == 0 ? 1 : 0.5);
      cairo_move_to (pen->cr, ear_pen_left (pen, x, width), at);
      cairo_rel_line_to (pen->cr, width, 0);
      cairo_stroke (pen->cr);
    }
}

/* Each series has its own dashes and its own marker; hue comes on top of that. */
static void
set_series (const EarPen *pen, guint series)
{
  static const guint32 light[] = { 0x123f7a, 0xa04a00, 0x00796b, 0xa0307f };
  static const guint32 dark[] = { 0xb4d0f7, 0xf09a4a, 0x4fbfae, 0xdc86c4 };

  set_rgb (pen->cr, (pen->style->dark ? dark : light)[series % 4]);
}

void
ear_pen_stroke_series (const EarPen *pen, guint series)
{
  double size = pen->style->size;
  const double dashes[4][4] = { { size, 0, size, 0 },
                                { size * 0.6, size * 0.3, size * 0.6, size * 0.3 },
                                { size * 0.15, size * 0.3, size * 0.15, size * 0.3 },
                                { size * 0.8, size * 0.3, size * 0.15, size * 0.3 } };

  cairo_save (pen->cr);
  set_series (pen, series);
  if (series % 4 > 0)
    cairo_set_dash (pen->cr, dashes[series % 4], 4, 0);
  cairo_set_line_width (pen->cr, 0.14 * size);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

/* A disc, a square, a triangle and a cross. */
void
ear_pen_marker (const EarPen *pen, guint series, double x, double y)
{
  double r = 0.28 * pen->style->size;

  x = ear_pen_left (pen, x, 0);
  set_series (pen, series);
  cairo_new_path (pen->cr);
  switch (series % 4)
    {
    case 0:
      cairo_arc (pen->cr, x, y, r, 0, 2 * G_PI);
      cairo_fill (pen->cr);
      break;
    case 1:
      cairo_rectangle (pen->cr, x - r, y - r, 2 * r, 2 * r);
      cairo_fill (pen->cr);
      break;
    case 2:
      cairo_move_to (pen->cr, x, y - 1.2 * r);
      cairo_line_to (pen->cr, x + 1.2 * r, y + r);
      cairo_line_to (pen->cr, x - 1.2 * r, y + r);
      cairo_fill (pen->cr);
      break;
    default:
      cairo_set_line_width (pen->cr, 0.14 * pen->style->size);
      cairo_move_to (pen->cr, x - r, y - r);
      cairo_line_to (pen->cr, x + r, y + r);
      cairo_move_to (pen->cr, x - r, y + r);
      cairo_line_to (pen->cr, x + r, y - r);
      cairo_stroke (pen->cr);
    }
}
