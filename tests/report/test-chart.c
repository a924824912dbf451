/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts: what they say in numbers and words, that every kind is drawn at every width, that a point finds its row, and that
 * greys and marks tell apart what colours tell apart. */
#include "ear-chart.h"

#include <math.h>
#include <string.h>

#include "ear-terms.h"

static EarChart *
make (EarChartKind kind, guint n_series, guint n_rows)
{
  EarChart *chart = ear_chart_new (kind, "What matters most", "voices", "Theme");

  for (guint s = 0; s < n_series; s++)
    {
      g_autofree char *label = g_strdup_printf ("Series %u", s);

      ear_chart_add_series (chart, label, label);
    }
  for (guint r = 0; r < n_rows; r++)
    {
      g_autofree char *label = g_strdup_printf ("A theme with a rather long name, number %u", r);

      ear_chart_add_row (chart, label, label, r % 3);
      for (guint s = 0; s < n_series; s++)
        {
          ear_chart_set (chart, r, s, (r * 7 + s * 3) % 11);
          if (kind == EAR_CHART_HEAT)
            ear_chart_set_step (chart, r, s, (int) ((r + s) % (EAR_CHART_STEPS + 1)) - 1, NULL);
        }
    }
  return chart;
}

static const struct
{
  EarChartKind kind;
  guint n_series;
} kinds[] = {
  { EAR_CHART_BARS, 1 }, { EAR_CHART_FEELINGS, 5 }, { EAR_CHART_HEAT, 6 }, { EAR_CHART_MULTIPLES, 5 }, { EAR_CHART_TIMELINE, 4 },
};

static guint
count_ink (cairo_surface_t *surface)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        n += data[y * stride + x * 4] != 0xff || data[y * stride + x * 4 + 1] != 0xff || data[y * stride + x * 4 + 2] != 0xff;
    }
  return n;
}

/* Ink inside, and none past the height that was told. */
static void
test_draws (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      for (guint width = 260; width <= 1060; width += 400)
        {
          g_autoptr (EarChart) chart = make (kinds[k].kind, kinds[k].n_series, 7);
          const EarChartStyle style = { .font = "Sans", .size = 14, .with_title = TRUE };
          double height = ear_chart_height (chart, &style, width);
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height + 60);
          cairo_surface_t *below = NULL;
          cairo_t *cr = cairo_create (surface);

          cairo_set_source_rgb (cr, 1, 1, 1);
          cairo_paint (cr);
          ear_chart_draw (chart, &style, cr, width);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_flush (surface);
          g_assert_cmpuint (count_ink (surface), >, 500);
          below = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, 56);
          cr = cairo_create (below);
          cairo_set_source_surface (cr, surface, 0, -height - 3);
          cairo_paint (cr);
          cairo_destroy (cr);
          cairo_surface_flush (below);
          g_assert_cmpuint (count_ink (below), ==, 0);
          cairo_surface_destroy (below);
          cairo_surface_destroy (surface);
        }
    }
}

static void
test_empty (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (EarChart) chart = make (kinds[k].kind, kinds[k].n_series, 0);
      g_autofree char *text = ear_chart_describe (chart);
      g_autoptr (GBytes) svg = ear_chart_to_svg (chart, 600, NULL);

      g_assert_nonnull (g_strstr_len (text, -1, "Nothing was heard yet"));
      g_assert_nonnull (svg);
    }
}

static void
test_files (void)
{
  g_autoptr (EarChart) chart = make (EAR_CHART_FEELINGS, 5, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = ear_chart_to_svg (chart, 700, &error);
  g_autoptr (GBytes) again = ear_chart_to_svg (chart, 700, &error);
  g_autoptr (GBytes) png = ear_chart_to_png (chart, 700, 2, &error);
  g_autoptr (GBytes) pdf = ear_chart_to_pdf (chart, 700, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (svg, again));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), (gssize) g_bytes_get_size (svg), "<svg"));
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 4, "\x89PNG", 4);
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
}

/* A table, and a text that tells the largest first. */
static void
test_words (void)
{
  g_autoptr (EarChart) chart = ear_chart_new (EAR_CHART_BARS, "Voices by theme", "voices", "Theme");
  g_autofree char *table = NULL, *text = NULL;

  ear_chart_add_series (chart, "Voices", NULL);
  ear_chart_add_row (chart, "Waiting", "waiting", 0);
  ear_chart_add_row (chart, "Listening", "listening", 0);
  ear_chart_add_row (chart, "Small", "small", 0);
  ear_chart_set (chart, 0, 0, 3);
  ear_chart_set (chart, 1, 0, 12);
  ear_chart_set (chart, 2, 0, EAR_CHART_HIDDEN);
  table = ear_chart_tabulate (chart);
  text = ear_chart_describe (chart);
  g_assert_cmpstr (table, ==, "Theme\tVoices\nWaiting\t3\nListening\t12\nSmall\t✱\n");
  g_assert_nonnull (g_strstr_len (text, -1, "Listening: 12; Waiting: 3; Small: ✱."));
}

/* Each point of a row finds that row. */
static void
test_finds (void)
{
  const EarChartStyle style = { .font = "Sans", .size = 14 };

  for (gsize k = 0; k < 3; k++)
    {
      g_autoptr (EarChart) chart = make (kinds[k].kind, kinds[k].n_series, 5);
      double height = ear_chart_height (chart, &style, 800);
      guint row, series, last = 0, n_found = 0;

      for (double y = 0; y < height; y += 1)
        {
          if (!ear_chart_find (chart, &style, 800, 790, y, &row, &series))
            continue;
          g_assert_cmpuint (row, >=, last);
          g_assert_cmpuint (row, <, 5);
          g_assert_cmpuint (series, <, kinds[k].n_series);
          last = row;
          n_found++;
        }
      g_assert_cmpuint (last, ==, 4);
      g_assert_cmpuint (n_found, >, 50);
      g_assert_false (ear_chart_find (chart, &style, 800, 790, height + 40, &row, &series));
    }
}

/* A mixed voice works and does not; what nobody said is unsaid. */
static void
test_feelings (void)
{
  EarHeading theme = { .key = (char *) "waiting", .label = (char *) "Waiting" };
  EarHeading mixed = { .key = (char *) EAR_FEELING_MIXED, .label = (char *) "Mixed" }, idea = { .key = (char *) EAR_FEELING_IDEA };
  EarCount cells[] = { { 2, 1, 0 }, { 5, 1, 0 } };
  EarTable table = { .row_dimension = EAR_DIMENSION_THEME, .column_dimension = EAR_DIMENSION_FEELING, .rows = g_ptr_array_new (),
                     .columns = g_ptr_array_new (), .cells = cells };
  g_autoptr (EarChart) chart = NULL;

  g_ptr_array_add (table.rows, &theme);
  g_ptr_array_add (table.columns, &mixed);
  g_ptr_array_add (table.columns, &idea);
  chart = ear_chart_from_table (&table, EAR_CHART_FEELINGS, "Feelings");
  g_assert_cmpint (ear_chart_get (chart, 0, 0)->value, ==, 2);
  g_assert_cmpint (ear_chart_get (chart, 0, 1)->value, ==, 2);
  g_assert_cmpint (ear_chart_get (chart, 0, 2)->value, ==, 5);
  g_assert_cmpstr (((EarChartHead *) chart->rows->pdata[0])->key, ==, "waiting");
  g_ptr_array_unref (table.rows);
  g_ptr_array_unref (table.columns);
}

static double
light_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *at = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + x * 4;

  return 0.0722 * at[0] + 0.7152 * at[1] + 0.2126 * at[2];
}

/* Neighbouring steps of the grid differ by a tenth of the way from black to white at least, in light and in dark. */
static void
test_greys (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      g_autoptr (EarChart) chart = ear_chart_new (EAR_CHART_HEAT, "Grid", "voices", "Group");
      const EarChartStyle style = { .font = "Sans", .size = 20, .dark = dark == 1 };
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, 120);
      cairo_t *cr = cairo_create (surface);
      double last = -1;
      guint row, series;

      for (guint s = 0; s < EAR_CHART_STEPS; s++)
        ear_chart_add_series (chart, "a", NULL);
      ear_chart_add_row (chart, "b", NULL, 0);
      for (guint s = 0; s < EAR_CHART_STEPS; s++)
        ear_chart_set_step (chart, 0, s, (int) s, " ");
      ear_chart_draw (chart, &style, cr, 700);
      cairo_surface_flush (surface);
      for (guint s = 0; s < EAR_CHART_STEPS; s++)
        {
          int x = 0, y = (int) ear_chart_height (chart, &style, 700) - 8;

          while (!ear_chart_find (chart, &style, 700, x, y, &row, &series) || series != s)
            x++;
          if (last >= 0)
            g_assert_cmpfloat (fabs (light_at (surface, x + 20, y) - last), >, 25);
          last = light_at (surface, x + 20, y);
        }
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Returns: (transfer full): what is drawn on white, 400 wide. */
static cairo_surface_t *
draw_400 (const EarChart *chart, const EarChartStyle *style)
{
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, (int) ear_chart_height (chart, style, 400));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  ear_chart_draw (chart, style, cr, 400);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How far from one side the first ink is. */
static double
first_ink (const EarChart *chart, const EarChartStyle *style, gboolean from_right)
{
  cairo_surface_t *surface = draw_400 (chart, style);
  int found = -1;

  for (int i = 0; i < 400 && found < 0; i++)
    {
      for (int y = 0; y < cairo_image_surface_get_height (surface) && found < 0; y++)
        found = light_at (surface, from_right ? 399 - i : i, y) < 200 ? i : -1;
    }
  cairo_surface_destroy (surface);
  return found;
}

/* Each cell has its colour where it is found, on either side: cells without a word in them, in the middle of each. */
static void
assert_cells_mirrored (const EarChart *chart, const EarChartStyle *style, const EarChartStyle *mirrored)
{
  cairo_surface_t *left = draw_400 (chart, style), *right = draw_400 (chart, mirrored);
  int y = cairo_image_surface_get_height (left) - 8, at[3] = { 0 }, n[3] = { 0 };
  guint row, series;

  for (int x = 0; x < 400; x++)
    {
      if (ear_chart_find (chart, style, 400, x, y, &row, &series))
        {
          at[series] += x;
          n[series]++;
        }
    }
  for (guint s = 0; s < G_N_ELEMENTS (at); s++)
    {
      g_assert_cmpint (n[s], >, 4);
      at[s] /= n[s];
      g_assert_cmpfloat (fabs (light_at (left, at[s], y) - light_at (right, 399 - at[s], y)), <, 4);
    }
  g_assert_cmpfloat (fabs (light_at (left, at[0], y) - light_at (left, at[2], y)), >, 25);
  cairo_surface_destroy (left);
  cairo_surface_destroy (right);
}

/* Read from the right, labels begin there, and a point finds what it found on the other side. */
static void
test_mirrored (void)
{
  g_autoptr (EarChart) chart = ear_chart_new (EAR_CHART_HEAT, "a", "voices", "Theme");
  g_autoptr (EarChart) wide = ear_chart_new (EAR_CHART_HEAT, "a", "voices", "Theme");
  g_autoptr (EarChart) bars = ear_chart_new (EAR_CHART_BARS, "a", "voices", "Theme");
  EarChartStyle style = { .font = "Sans", .size = 12 }, mirrored = { .font = "Sans", .size = 12, .mirrored = TRUE };
  guint row, series, other;

  for (guint s = 0; s < 3; s++)
    ear_chart_add_series (chart, "b", NULL);
  ear_chart_add_row (chart, "Waiting times", NULL, 0);
  for (double x = 0; x < 400; x += 3)
    {
      double y = ear_chart_height (chart, &style, 400) - 4;
      gboolean found = ear_chart_find (chart, &style, 400, x, y, &row, &series);

      g_assert_cmpint (ear_chart_find (chart, &mirrored, 400, 400 - x, y, &row, &other), ==, found);
      if (found)
        g_assert_cmpuint (other, ==, series);
    }
  for (guint s = 0; s < 3; s++)
    ear_chart_set_step (chart, 0, s, (int) (s * (EAR_CHART_STEPS - 1) / 2), " ");
  assert_cells_mirrored (chart, &style, &mirrored);
  ear_chart_add_series (bars, "b", NULL);
  ear_chart_add_row (bars, "Waiting times", NULL, 0);
  ear_chart_set (bars, 0, 0, 3);
  g_assert_cmpfloat (first_ink (bars, &style, TRUE), >, 12);
  g_assert_cmpfloat (fabs (first_ink (bars, &style, FALSE) - first_ink (bars, &mirrored, TRUE)), <, 4);
  /* More columns need more room. */
  for (guint s = 0; s < 20; s++)
    ear_chart_add_series (wide, "Stanford and Corringham", NULL);
  g_assert_cmpfloat (ear_chart_least_width (wide, &style), >, ear_chart_least_width (chart, &style));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/chart/draws", test_draws);
  g_test_add_func ("/report/chart/mirrored", test_mirrored);
  g_test_add_func ("/report/chart/empty", test_empty);
  g_test_add_func ("/report/chart/files", test_files);
  g_test_add_func ("/report/chart/words", test_words);
  g_test_add_func ("/report/chart/finds", test_finds);
  g_test_add_func ("/report/chart/feelings", test_feelings);
  g_test_add_func ("/report/chart/greys", test_greys);
  return g_test_run ();
}
