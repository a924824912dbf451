/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as what it says: labels and whole numbers, which the window and every document draw with the same code. It can be
 * read in grey and without colours: lengths, marks, hatching and numbers say all of it. Each has a table and a text. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "ear-insight.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_CHART_BARS,      /* one bar a row, of the first series */
  EAR_CHART_FEELINGS,  /* diverging: what works to the right, what does not to the left; ideas, questions and unsaid in numbers */
  EAR_CHART_HEAT,      /* a grid of cells in five greys */
  EAR_CHART_MULTIPLES, /* a small chart of bars for each series */
  EAR_CHART_TIMELINE,  /* a line for each series over the rows, which are periods */
} EarChartKind;

/* A figure that small-number protection hides: shown as a star, of no length. */
#define EAR_CHART_HIDDEN (-1)

/* Steps of a heat grid's greys; a cell without one is left white. */
#define EAR_CHART_STEPS 5

typedef struct
{
  gint64 value;
  int step;   /* of a heat grid: 0 to 4, -1: none */
  char *text; /* (nullable) stands in the place of the number */
} EarChartCell;

typedef struct
{
  char *label;
  char *key;  /* (nullable) as the heading's: protection finds the figure by the keys of row and series */
  guint depth;
} EarChartHead;

typedef struct
{
  EarChartKind kind;
  char *title;
  char *unit;  /* what is counted: "voices" */
  char *row_title; /* (nullable) what the rows are: "Theme" */
  GPtrArray *series, *rows; /* EarChartHead */
  GArray *cells; /* EarChartCell, row-major */
} EarChart;

EarChart *ear_chart_new (EarChartKind kind, const char *title, const char *unit, const char *row_title);
void ear_chart_free (EarChart *chart);
guint ear_chart_add_series (EarChart *chart, const char *label, const char *key);
guint ear_chart_add_row (EarChart *chart, const char *label, const char *key, guint depth);
void ear_chart_set (EarChart *chart, guint row, guint series, gint64 value);
void ear_chart_set_step (EarChart *chart, guint row, guint series, int step, const char *text);
const EarChartCell *ear_chart_get (const EarChart *chart, guint row, guint series);
char *ear_chart_figure (const EarChart *chart, guint row, guint series);
EarChart *ear_chart_from_table (const EarTable *table, EarChartKind kind, const char *title);
char *ear_chart_describe (const EarChart *chart);
char *ear_chart_tabulate (const EarChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarChart, ear_chart_free)

/* ear-chart-draw.c. Lengths are those of the surface: pixels, or points. */
typedef struct
{
  const char *font; /* a family */
  double size;      /* of the text */
  gboolean dark;    /* on a dark ground */
  gboolean with_title;
  gboolean mirrored; /* read from the right, as everything else in the window is */
} EarChartStyle;

double ear_chart_least_width (const EarChart *chart, const EarChartStyle *style);
double ear_chart_height (const EarChart *chart, const EarChartStyle *style, double width);
void ear_chart_draw (const EarChart *chart, const EarChartStyle *style, cairo_t *cr, double width);
gboolean ear_chart_find (const EarChart *chart, const EarChartStyle *style, double width, double x, double y, guint *row,
                         guint *series);

/* ear-chart-file.c */
double ear_chart_file_height (const EarChart *chart, double width);
GBytes *ear_chart_to_svg (const EarChart *chart, double width, GError **error);
GBytes *ear_chart_to_png (const EarChart *chart, double width, double scale, GError **error);
GBytes *ear_chart_to_pdf (const EarChart *chart, double width, GError **error);

G_END_DECLS
