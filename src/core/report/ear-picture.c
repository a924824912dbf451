/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A logo: a PNG picture, or an SVG picture that is drawn once, when it is chosen, and is a PNG picture from then on. */
#include "ear-document.h"

#include <glib/gi18n-lib.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#include "ear-svg.h"

/* The longer side of what an SVG picture becomes: three times as many as a page shows, for sharp print. */
#define DRAWN_PIXELS 800
/* A line that is so much longer than high has no place on a first page. */
#define MAX_RATIO 40
/* In microseconds. The shape that is being drawn then is drawn to its end. */
#define MOST_TIME (5 * G_USEC_PER_SEC)

typedef struct
{
  const guint8 *data;
  gsize size, at;
} Source;

static cairo_status_t
read_some (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->size - source->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data + source->at, length);
  source->at += length;
  return CAIRO_STATUS_SUCCESS;
}

/**
 * ear_picture_decode:
 *
 * Returns: (transfer full) (nullable): the picture; %NULL if it is none that can be read, or larger than a logo may be. Any
 *   thread.
 */
cairo_surface_t *
ear_picture_decode (GBytes *png)
{
  gsize size;
  Source source = { .data = g_bytes_get_data (png, &size) };
  cairo_surface_t *surface;

  source.size = size;
  if (!ear_picture_is_fit (png))
    return NULL;
  surface = cairo_image_surface_create_from_png_stream (read_some, &source);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);
  return NULL;
}

/**
 * ear_picture_is_fit:
 *
 * A picture says how large it is in its first bytes (PNG, 11.2.2), so that one of a billion pixels is refused before any
 * memory is taken for it.
 *
 * Returns: whether it is a PNG picture of a logo's size.
 */
gboolean
ear_picture_is_fit (GBytes *png)
{
  static const guint8 start[] = { 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  gsize size;
  const guint8 *data = g_bytes_get_data (png, &size);
  guint32 sides[2];

  if (size < sizeof start + sizeof sides || size > EAR_LOGO_MAX_BYTES || memcmp (data, start, sizeof start) != 0)
    return FALSE;
  memcpy (sides, data + sizeof start, sizeof sides);
  for (guint i = 0; i < 2; i++)
    {
      sides[i] = GUINT32_FROM_BE (sides[i]);
      if (sides[i] == 0 || sides[i] > EAR_LOGO_MAX_PIXELS)
        return FALSE;
    }
  return TRUE;
}

/* How much longer one side is than the other says the picture itself, by its size or by what it shows. */
static gboolean
find_size (RsvgHandle *handle, int *width, int *height)
{
  double wide = 0, high = 0, longer;
  gboolean has_width, has_height, has_box;
  RsvgLength length;
  RsvgRectangle box;

  if (!rsvg_handle_get_intrinsic_size_in_pixels (handle, &wide, &high))
    {
      rsvg_handle_get_intrinsic_dimensions (handle, &has_width, &length, &has_height, &length, &has_box, &box);
      wide = has_box ? box.width : 0;
      high = has_box ? box.height : 0;
    }
  longer = MAX (wide, high);
  if (!isfinite (longer) || !(wide > 0) || !(high > 0) || longer > MAX_RATIO * MIN (wide, high))
    return FALSE;
  *width = MAX (1, (int) lround (DRAWN_PIXELS * wide / longer));
  *height = MAX (1, (int) lround (DRAWN_PIXELS * high / longer));
  return TRUE;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
draw (RsvgHandle *handle, cairo_surface_t *surface, GError **error)
{
  const RsvgRectangle whole = { 0, 0, cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface) };
  cairo_t *cr = cairo_create (surface);
  gboolean done = rsvg_handle_render_document (handle, cr, &whole, error);

  cairo_destroy (cr);
  return done;
}

/* Who stops the drawing when it is late. */
typedef struct
{
  GMutex lock;
  GCond done;
  gboolean is_done;
  gint64 until;
  GCancellable *late;
} Watch;

static gpointer
watch (gpointer data)
{
  Watch *watched = data;
  gboolean in_time = TRUE;

  g_mutex_lock (&watched->lock);
  while (!watched->is_done && in_time)
    in_time = g_cond_wait_until (&watched->done, &watched->lock, watched->until);
  if (!watched->is_done)
    g_cancellable_cancel (watched->late);
  g_mutex_unlock (&watched->lock);
  return NULL;
}

static gboolean
draw_watched (RsvgHandle *handle, cairo_surface_t *surface, gint64 most, GError **error)
{
  g_autoptr (GCancellable) late = g_cancellable_new ();
  Watch watched = { .until = g_get_monotonic_time () + most, .late = late };
  GThread *thread;
  gboolean done;

  g_mutex_init (&watched.lock);
  g_cond_init (&watched.done);
  rsvg_handle_set_cancellable_for_rendering (handle, late);
  thread = g_thread_new ("logo", watch, &watched);
  done = draw (handle, surface, error);
  g_mutex_lock (&watched.lock);
  watched.is_done = TRUE;
  g_cond_signal (&watched.done);
  g_mutex_unlock (&watched.lock);
  g_thread_join (thread);
  g_cond_clear (&watched.done);
  g_mutex_clear (&watched.lock);
  return done;
}

static GBytes *
draw_sized (RsvgHandle *handle, int width, int height, gint64 most, GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GError) local = NULL;
  gboolean done = draw_watched (handle, surface, most, &local);

  done = done && cairo_surface_write_to_png_stream (surface, append, png) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ear_svg_refuse_size (error);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&png)) : NULL;
}

/**
 * ear_svg_draw:
 * @svg: as ear_svg_tidy() leaves it
 * @most: so many microseconds are enough
 *
 * librsvg is told of no folder, so that it opens no file, whatever it finds.
 *
 * Returns: (transfer full) (nullable): a PNG picture; %NULL with %EAR_REPORT_ERROR_LOGO where it took too long, and without an error
 *   where it is none. Any thread.
 */
GBytes *
ear_svg_draw (const char *svg, gint64 most, GError **error)
{
  RsvgHandle *handle = rsvg_handle_new_from_data ((const guint8 *) svg, strlen (svg), NULL);
  GBytes *png = NULL;
  int width, height;

  if (handle != NULL && find_size (handle, &width, &height))
    png = draw_sized (handle, width, height, most, error);
  g_clear_object (&handle);
  return png;
}

static void
set_unfit (GError **error)
{
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO,
               _ ("This picture cannot be a logo; the one before is kept. Choose an SVG picture, or a PNG picture of at most %u pixels on each side, of "
                  "at most %u KiB."),
               EAR_LOGO_MAX_PIXELS, EAR_LOGO_MAX_BYTES / 1024);
}

/**
 * ear_picture_from_file:
 * @contents: a PNG or an SVG picture, or anything else
 *
 * It comes from a file somebody chose, which may be anything. What is drawn of an SVG picture is what
 * ear_svg_tidy() leaves of it.
 *
 * Returns: (transfer full) (nullable): a PNG picture of a logo's size; %NULL with %EAR_REPORT_ERROR_LOGO. Any thread.
 */
GBytes *
ear_picture_from_file (GBytes *contents, GError **error)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G' };
  gsize size;
  gconstpointer data = g_bytes_get_data (contents, &size);
  g_autofree char *svg = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (GError) local = NULL;
  cairo_surface_t *picture;

  if (size > EAR_LOGO_MAX_BYTES || (size >= sizeof png && memcmp (data, png, sizeof png) == 0))
    drawn = g_bytes_ref (contents);
  else if ((svg = ear_svg_tidy (contents, error)) == NULL)
    return NULL;
  else
    drawn = ear_svg_draw (svg, MOST_TIME, &local);
  picture = drawn == NULL ? NULL : ear_picture_decode (drawn);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (picture == NULL)
    set_unfit (error);
  if (picture == NULL)
    return NULL;
  cairo_surface_destroy (picture);
  return g_steal_pointer (&drawn);
}
