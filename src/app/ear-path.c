/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-path.h"

#include <string.h>

/**
 * ear_path_parse:
 * @text: what was typed: a path, "~/…", or a "file:" address
 *
 * Returns: (transfer full) (nullable): the file; %NULL where nothing was typed. Any thread.
 */
GFile *
ear_path_parse (const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  return tidy[0] == '\0' ? NULL : g_file_parse_name (tidy);
}

/**
 * ear_path_show:
 *
 * Returns: (transfer full): the file's path, with "~" for a person's own folder.
 */
char *
ear_path_show (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (path == NULL)
    return g_file_get_parse_name (file);
  if (length > 1 && g_str_has_prefix (path, home) && path[length] == G_DIR_SEPARATOR)
    return g_strconcat ("~", path + length, NULL);
  return g_steal_pointer (&path);
}

/**
 * ear_path_suggest:
 * @stem: a plain name
 * @extension: without the dot
 *
 * Returns: (transfer full): a file of today in the documents folder, as ear_path_show() writes it.
 */
char *
ear_path_suggest (const char *stem, const char *extension)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%F");
  g_autofree char *name = g_strdup_printf ("%s-%s.%s", stem, day, extension);
  g_autoptr (GFile) file = g_file_new_build_filename (documents == NULL ? g_get_home_dir () : documents, name, NULL);

  return ear_path_show (file);
}

/**
 * ear_path_with_extension:
 * @path: what was typed
 * @extension: without the dot
 *
 * Returns: (transfer full): @path with that ending instead of the one it has.
 */
char *
ear_path_with_extension (const char *path, const char *extension)
{
  const char *slash = strrchr (path, G_DIR_SEPARATOR);
  const char *dot = strrchr (slash == NULL ? path : slash, '.');
  int length = (int) (dot == NULL ? strlen (path) : (gsize) (dot - path));

  return g_strdup_printf ("%.*s.%s", length, path, extension);
}
