/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing charts with cairo and pango, on whatever surface. All lengths are made of the text's size, so that a chart grows
 * with the text a person chose. Text runs from left to right or right to left as its script does; a chart is read as its style says. */
#include "ear-chart-draw.h"

#include <math.h>

#include "ear-chart-paint.h"

/* A row, a gap and the narrowest chart with labels beside their bars, in sizes of the text. */
#define ROW 2.1
#define GAP 0.6
#define NARROW 30.0
#define PANEL 17.0 /* width of a small multiple */
/* Of a heat grid: the narrowest cell and labels of rows, and the longest heading that runs upwards. */
#define LEAST_CELL 2.2
#define LEAST_LABEL 8.0
#define MOST_HEAD 9.0

double
ear_pen_label_width (const EarPen *pen, const EarChart *chart, double most)
{
  double widest = 0;

  for (guint r = 0; r < chart->rows->len; r++)
    {
      const EarChartHead *head = g_ptr_array_index (chart->rows, r);

      widest = MAX (widest, ear_pen_text_width (pen, head->label) + head->depth * pen->style->size);
    }
  return MIN (widest, most);
}

static gint64
largest (const EarChart *chart)
{
  gint64 most = 1;

  for (guint i = 0; i < chart->cells->len; i++)
    most = MAX (most, g_array_index (chart->cells, EarChartCell, i).value);
  return most;
}

static gboolean
is_narrow (const EarChartStyle *style, double width)
{
  return width < NARROW * style->size;
}

static double
title_height (const EarPen *pen, const EarChart *chart, double width)
{
  return pen->style->with_title ? ear_pen_text_height (pen, chart->title, width) + pen->style->size : 0;
}

/* What both kinds of horizontal bars share: where labels and bars are. */
typedef struct
{
  double top, line, label_width, bar_left, bar_width;
  gboolean stacked; /* the label above its bar */
} Lines;

static Lines
lay_lines (const EarPen *pen, const EarChart *chart, double width, double room)
{
  double size = pen->style->size;
  Lines lines = { .stacked = is_narrow (pen->style, width) };

  lines.top = title_height (pen, chart, width);
  lines.line = lines.stacked ? ROW * 1.7 * size : ROW * size;
  lines.label_width = lines.stacked ? width : ear_pen_label_width (pen, chart, width * 0.42);
  lines.bar_left = lines.stacked ? 0 : lines.label_width + GAP * size;
  lines.bar_width = MAX (size, width - lines.bar_left - room);
  return lines;
}

static void
draw_label (const EarPen *pen, const EarChart *chart, const Lines *lines, guint row)
{
  const EarChartHead *head = g_ptr_array_index (chart->rows, row);
  double indent = head->depth * pen->style->size, y = lines->top + row * lines->line;

  ear_pen_text (pen, head->label, indent, y, lines->label_width - indent, lines->stacked ? lines->line * 0.45 : lines->line, EAR_ALIGN_START);
}

static void
draw_bars (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size;
  Lines lines = lay_lines (pen, chart, width, 4.5 * size);
  gint64 most = largest (chart);

  for (guint r = 0; r < chart->rows->len; r++)
    {
      gint64 value = MAX (0, ear_chart_get (chart, r, 0)->value);
      g_autofree char *figure = ear_chart_figure (chart, r, 0);
      double y = lines.top + r * lines.line + (lines.stacked ? lines.line * 0.45 : 0);
      double height = lines.stacked ? lines.line * 0.5 : lines.line, length = lines.bar_width * (double) value / (double) most;

      draw_label (pen, chart, &lines, r);
      ear_pen_bar (pen, EAR_INK_BAR, lines.bar_left, y + height * 0.2, length, height * 0.6);
      ear_pen_text (pen, figure, lines.bar_left + length + 0.4 * size, y, 4.5 * size, height, EAR_ALIGN_START);
    }
}

/* "✗ 3" inside its bar where there is room, on a plain ground, else beside it. */
static void
draw_part (const EarPen *pen, EarInk ink, const char *mark, const char *figure, double from, double length, double y, double height, gboolean right)
{
  g_autofree char *text = g_strdup_printf ("%s %s", mark, figure);
  double wide = ear_pen_text_width (pen, text) + 0.6 * pen->style->size;

  if (length >= wide)
    {
      ear_pen_bar (pen, ink, (right ? from + length / 2 : from - length / 2) - wide / 2, y + height * 0.2, wide, height * 0.6);
      ear_pen_reversed_text (pen, text, right ? from : from - length, y, length, height);
      return;
    }
  ear_pen_text (pen, text, right ? from + length + 0.3 * pen->style->size : from - length - wide - 0.3 * pen->style->size, y, wide, height,
                right ? EAR_ALIGN_START : EAR_ALIGN_END);
}

static const char *
series_label (const EarChart *chart, guint series)
{
  return ((EarChartHead *) g_ptr_array_index (chart->series, series))->label;
}

/* What the marks mean: "✗ Does not work   ✓ Works   ! Idea …". */
static char *
feelings_key (const EarChart *chart)
{
  static const char *const marks[] = { "✓", "✗", "!", "?", "·" };
  static const guint order[] = { 1, 0, 2, 3, 4 };
  g_autoptr (GString) key = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    g_string_append_printf (key, "%s%s\u00a0%s", i == 0 ? "" : "   ", marks[order[i]], series_label (chart, order[i]));
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static double
feelings_key_height (const EarPen *pen, const EarChart *chart, double width)
{
  g_autofree char *key = feelings_key (chart);

  return ear_pen_text_height (pen, key, width) + 0.6 * pen->style->size;
}

static void
draw_feelings (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size, key_height = feelings_key_height (pen, chart, width);
  g_autofree char *key = feelings_key (chart);
  Lines lines = lay_lines (pen, chart, width, 0);
  double side = 9 * size, room = lines.bar_width - side - 7 * size;
  gint64 works = 1, fails = 1;
  double scale, centre;

  for (guint r = 0; r < chart->rows->len; r++)
    {
      works = MAX (works, ear_chart_get (chart, r, 0)->value);
      fails = MAX (fails, ear_chart_get (chart, r, 1)->value);
    }
  ear_pen_key (pen, key, 0, lines.top, width, key_height);
  lines.top += key_height;
  scale = MAX (size, room) / (double) (works + fails);
  centre = lines.bar_left + 3.5 * size + (double) fails * scale;
  for (guint r = 0; r < chart->rows->len; r++)
    {
      double y = lines.top + r * lines.line + (lines.stacked ? lines.line * 0.45 : 0);
      double height = lines.stacked ? lines.line * 0.5 : lines.line;
      double right = (double) MAX (0, ear_chart_get (chart, r, 0)->value) * scale;
      double left = (double) MAX (0, ear_chart_get (chart, r, 1)->value) * scale;
      g_autofree char *works_figure = ear_chart_figure (chart, r, 0), *fails_figure = ear_chart_figure (chart, r, 1);
      g_autofree char *ideas = ear_chart_figure (chart, r, 2), *questions = ear_chart_figure (chart, r, 3);
      g_autofree char *unsaid = ear_chart_figure (chart, r, 4);
      g_autofree char *rest = g_strdup_printf ("! %s  ? %s  · %s", ideas, questions, unsaid);

      draw_label (pen, chart, &lines, r);
      ear_pen_bar (pen, EAR_INK_WORKS, centre, y + height * 0.2, right, height * 0.6);
      ear_pen_hatched (pen, EAR_INK_FAILS, centre - left, y + height * 0.2, left, height * 0.6);
      draw_part (pen, EAR_INK_WORKS, "✓", works_figure, centre, right, y, height, TRUE);
      draw_part (pen, EAR_INK_FAILS, "✗", fails_figure, centre, left, y, height, FALSE);
      ear_pen_text (pen, rest, width - side, y, side, height, EAR_ALIGN_END);
    }
  ear_pen_colour (pen, EAR_INK_TEXT);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, ear_pen_left (pen, centre, 0), lines.top);
  cairo_rel_line_to (pen->cr, 0, chart->rows->len * lines.line);
  cairo_stroke (pen->cr);
}

/* Where a heat grid's cells are. */
typedef struct
{
  double top, head, left, cell_width, line;
  gboolean turned; /* the headings run upwards, since a word of one is wider than a cell */
} Grid;

/* No heading is broken inside a word, and none is longer upwards than MOST_HEAD. */
static double
lay_headings (const EarPen *pen, const EarChart *chart, Grid *grid)
{
  double size = pen->style->size, height = 0, length = 0;

  for (guint s = 0; s < chart->series->len; s++)
    {
      grid->turned = grid->turned || ear_pen_widest_word (pen, series_label (chart, s)) > grid->cell_width - 2;
      height = MAX (height, ear_pen_text_height (pen, series_label (chart, s), grid->cell_width - 2));
      length = MAX (length, ear_pen_text_width (pen, series_label (chart, s)));
    }
  return grid->turned ? MIN (length, MOST_HEAD * size) : MIN (height, 4 * grid->line);
}

static Grid
lay_grid (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size;
  Grid grid = { .line = ROW * size };

  grid.left = ear_pen_label_width (pen, chart, width * 0.35) + GAP * size;
  grid.cell_width = (width - grid.left) / MAX (1, chart->series->len);
  grid.head = lay_headings (pen, chart, &grid) + 0.4 * size;
  grid.top = title_height (pen, chart, width);
  return grid;
}

static void
draw_heat (const EarPen *pen, const EarChart *chart, double width)
{
  Grid grid = lay_grid (pen, chart, width);
  Lines lines = { .top = grid.top + grid.head, .line = grid.line, .label_width = grid.left };

  for (guint s = 0; s < chart->series->len; s++)
    (grid.turned ? ear_pen_turned : ear_pen_paragraph) (pen, series_label (chart, s), grid.left + s * grid.cell_width, grid.top,
                                                        grid.cell_width - 2, grid.head - 0.2 * pen->style->size);
  for (guint r = 0; r < chart->rows->len; r++)
    {
      draw_label (pen, chart, &lines, r);
      for (guint s = 0; s < chart->series->len; s++)
        {
          const EarChartCell *cell = ear_chart_get (chart, r, s);
          g_autofree char *figure = ear_chart_figure (chart, r, s);
          double x = grid.left + s * grid.cell_width, y = lines.top + r * grid.line;

          ear_pen_step (pen, cell->step, x + 1, y + 1, grid.cell_width - 2, grid.line - 2);
          if (cell->value != 0 || cell->text != NULL)
            ear_pen_step_text (pen, cell->step, figure, x, y, grid.cell_width, grid.line);
        }
    }
}

static guint
panels_across (const EarChartStyle *style, double width)
{
  return (guint) MAX (1, floor (width / (PANEL * style->size)));
}

/* Panels share one scale, so that they compare. */
static void
draw_multiples (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size, top = title_height (pen, chart, width);
  guint across = panels_across (pen->style, width);
  double panel = width / across, line = 1.5 * size, height = (chart->rows->len + 2) * line + GAP * size;
  double label = ear_pen_label_width (pen, chart, panel * 0.45);
  gint64 most = largest (chart);

  for (guint s = 0; s < chart->series->len; s++)
    {
      double x = (s % across) * panel, y = top + (s / across) * height;

      ear_pen_bold (pen, ((EarChartHead *) g_ptr_array_index (chart->series, s))->label, x, y, panel - size, line);
      for (guint r = 0; r < chart->rows->len; r++)
        {
          double at = y + (r + 1) * line, length = (panel - label - 5 * size) * (double) MAX (0, ear_chart_get (chart, r, s)->value) / (double) most;
          g_autofree char *figure = ear_chart_figure (chart, r, s);

          ear_pen_text (pen, ((EarChartHead *) g_ptr_array_index (chart->rows, r))->label, x, at, label, line, EAR_ALIGN_START);
          ear_pen_bar (pen, EAR_INK_BAR, x + label + 0.4 * size, at + line * 0.2, length, line * 0.6);
          ear_pen_text (pen, figure, x + label + length + 0.8 * size, at, 4 * size, line, EAR_ALIGN_START);
        }
    }
}

#define TIMELINE_HEIGHT 16.0

static void
draw_timeline (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size, top = title_height (pen, chart, width) + size, height = TIMELINE_HEIGHT * size;
  double left = 3 * size, right = MIN (width * 0.35, 12 * size), step;
  gint64 most = largest (chart);
  guint n = chart->rows->len, every;

  step = n < 2 ? 0 : (width - left - right) / (n - 1);
  every = (guint) MAX (1, ceil (7 * size / MAX (step, 1)));
  ear_pen_frame (pen, left, top, width - left - right, height, most);
  for (guint r = 0; r < n; r += every)
    ear_pen_text (pen, ((EarChartHead *) g_ptr_array_index (chart->rows, r))->label, left + r * step - (r == 0 ? 0 : 3.5 * size), top + height,
                  7 * size, 1.6 * size, r == 0 ? EAR_ALIGN_START : EAR_ALIGN_CENTRE);
  for (guint s = 0; s < chart->series->len; s++)
    {
      double y = top + height;

      for (guint r = 0; r < n; r++)
        {
          y = top + height - height * (double) MAX (0, ear_chart_get (chart, r, s)->value) / (double) most;
          if (r == 0)
            cairo_move_to (pen->cr, ear_pen_left (pen, left, 0), y);
          else
            cairo_line_to (pen->cr, ear_pen_left (pen, left + r * step, 0), y);
        }
      ear_pen_stroke_series (pen, s);
      for (guint r = 0; r < n; r++)
        ear_pen_marker (pen, s, left + r * step,
                        top + height - height * (double) MAX (0, ear_chart_get (chart, r, s)->value) / (double) most);
      ear_pen_marker (pen, s, width - right + size, top + (s + 0.5) * 1.6 * size);
      ear_pen_text (pen, ((EarChartHead *) g_ptr_array_index (chart->series, s))->label, width - right + 2 * size, top + s * 1.6 * size,
                    right - 2 * size, 1.6 * size, EAR_ALIGN_START);
    }
}

static double
body_height (const EarPen *pen, const EarChart *chart, double width)
{
  double size = pen->style->size;

  switch (chart->kind)
    {
    case EAR_CHART_HEAT:
      {
        Grid grid = lay_grid (pen, chart, width);

        return grid.head + chart->rows->len * grid.line;
      }
    case EAR_CHART_MULTIPLES:
      {
        guint across = panels_across (pen->style, width);

        return (chart->series->len + across - 1) / across * ((chart->rows->len + 2) * 1.5 * size + GAP * size);
      }
    case EAR_CHART_TIMELINE:
      return MAX (TIMELINE_HEIGHT + 3, 2 + chart->series->len * 1.6) * size;
    case EAR_CHART_FEELINGS:
      return feelings_key_height (pen, chart, width) + chart->rows->len * lay_lines (pen, chart, width, 0).line;
    case EAR_CHART_BARS:
    default:
      return chart->rows->len * lay_lines (pen, chart, width, 0).line;
    }
}

/**
 * ear_chart_least_width:
 *
 * Returns: how wide the chart must be for its figures to stand apart. Any thread.
 */
double
ear_chart_least_width (const EarChart *chart, const EarChartStyle *style)
{
  double least = 12 * style->size;

  return chart->kind == EAR_CHART_HEAT ? MAX (least, (LEAST_LABEL + chart->series->len * LEAST_CELL) * style->size) : least;
}

/**
 * ear_chart_height:
 *
 * Returns: how high the chart is at a width. Any thread.
 */
double
ear_chart_height (const EarChart *chart, const EarChartStyle *style, double width)
{
  g_auto (EarPen) pen = { 0 };

  ear_pen_init_measuring (&pen, style);
  return ceil (title_height (&pen, chart, width) + body_height (&pen, chart, width));
}

/**
 * ear_chart_draw:
 * @cr: its origin is the chart's top left; the ground is left as it is
 */
void
ear_chart_draw (const EarChart *chart, const EarChartStyle *style, cairo_t *cr, double width)
{
  g_auto (EarPen) pen = { 0 };

  ear_pen_init (&pen, style, cr, width);
  if (style->with_title)
    ear_pen_title (&pen, chart->title, width);
  switch (chart->kind)
    {
    case EAR_CHART_FEELINGS:
      draw_feelings (&pen, chart, width);
      break;
    case EAR_CHART_HEAT:
      draw_heat (&pen, chart, width);
      break;
    case EAR_CHART_MULTIPLES:
      draw_multiples (&pen, chart, width);
      break;
    case EAR_CHART_TIMELINE:
      draw_timeline (&pen, chart, width);
      break;
    case EAR_CHART_BARS:
    default:
      draw_bars (&pen, chart, width);
    }
}

/**
 * ear_chart_find:
 * @series: (out): 0 where the chart has no cells of its own for each
 *
 * Returns: whether there is a row at a point, and which; so that a figure opens what is behind it.
 */
gboolean
ear_chart_find (const EarChart *chart, const EarChartStyle *style, double width, double x, double y, guint *row, guint *series)
{
  g_auto (EarPen) pen = { 0 };
  double at;

  ear_pen_init_measuring (&pen, style);
  *series = 0;
  if (chart->kind == EAR_CHART_MULTIPLES || chart->kind == EAR_CHART_TIMELINE)
    return FALSE;
  if (style->mirrored)
    x = width - x;
  if (chart->kind == EAR_CHART_HEAT)
    {
      Grid grid = lay_grid (&pen, chart, width);

      if (x < grid.left)
        return FALSE;
      *series = MIN ((guint) ((x - grid.left) / grid.cell_width), MAX (chart->series->len, 1) - 1);
      at = (y - grid.top - grid.head) / grid.line;
    }
  else
    {
      Lines lines = lay_lines (&pen, chart, width, 0);

      at = (y - lines.top) / lines.line;
    }
  if (at < 0 || at >= chart->rows->len)
    return FALSE;
  *row = (guint) at;
  return TRUE;
}
