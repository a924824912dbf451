/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ear-outside.h"
#include "ear-xml-input.h"

/**
 * ear_xml_input_open:
 * @size: (out): the file's length
 *
 * Returns: (transfer full) (nullable): the file's bytes.
 */
GInputStream *
ear_xml_input_open (const char *path, guint64 *size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = ear_outside_file_name (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local);
  g_autoptr (GFileInfo) info = NULL;

  if (stream == NULL)
    {
      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
                   _ ("“%s” cannot be read: %s. Nothing was changed. Check that the file is there and that you may "
                      "open it."), name,
                   local->message);
      return NULL;
    }
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  *size = info == NULL ? 0 : (guint64) g_file_info_get_size (info);
  return G_INPUT_STREAM (g_steal_pointer (&stream));
}
