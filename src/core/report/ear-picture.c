/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-document.h"

#include <string.h>

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
