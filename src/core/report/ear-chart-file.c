/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as a file of its own, on white, with its title. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "ear-chart.h"

#define MARGIN 16.0

static const EarChartStyle file_style = { .font = "Sans", .size = 14, .dark = FALSE, .with_title = TRUE };

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * ear_chart_file_height:
 *
 * Returns: how high a file of a chart is, as wide as that, in pixels before they are enlarged.
 */
double
ear_chart_file_height (const EarChart *chart, double width)
{
  return ear_chart_height (chart, &file_style, width - 2 * MARGIN) + 2 * MARGIN;
}

static void
paint (const EarChart *chart, cairo_t *cr, double width)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  ear_chart_draw (chart, &file_style, cr, width - 2 * MARGIN);
}

static gboolean
check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The chart could not be drawn: %s. Nothing was written."),
               cairo_status_to_string (status));
  return FALSE;
}

/* Takes over the surface. */
static GBytes *
finish (const EarChart *chart, cairo_surface_t *surface, GByteArray *bytes, double width, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  paint (chart, cr, width);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (check (status, error))
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

/**
 * ear_chart_to_svg:
 * @width: in pixels
 *
 * Returns: (transfer full) (nullable): the file's bytes. Any thread, as those below.
 */
GBytes *
ear_chart_to_svg (const EarChart *chart, double width, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();

  return finish (chart, cairo_svg_surface_create_for_stream (append, bytes, width, ear_chart_file_height (chart, width)), bytes, width, error);
}

GBytes *
ear_chart_to_pdf (const EarChart *chart, double width, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();

  return finish (chart, cairo_pdf_surface_create_for_stream (append, bytes, width, ear_chart_file_height (chart, width)), bytes, width, error);
}

/**
 * ear_chart_to_png:
 * @width: in pixels, before they are enlarged
 * @scale: how many times larger
 */
GBytes *
ear_chart_to_png (const EarChart *chart, double width, double scale, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * scale),
                                                         (int) ceil (ear_chart_file_height (chart, width) * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  paint (chart, cr, width);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  if (check (status, error))
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}
