/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-state.h"

#include <glib/gstdio.h>

#define MAX_RECENT 6

static char *
state_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "earshot", "window.ini", NULL);
}

/* Never fails: a window that remembers nothing is still a window. */
static GKeyFile *
load (void)
{
  g_autofree char *path = state_path ();
  GKeyFile *state = g_key_file_new ();

  g_key_file_load_from_file (state, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
  return state;
}

static void
save (GKeyFile *state)
{
  g_autofree char *path = state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  text = g_key_file_to_data (state, &size, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("The window's state was not kept: %s", error->message);
}

/**
 * ear_state_get_recent:
 *
 * Returns: (transfer full): paths of workbooks, the one opened last first.
 */
GStrv
ear_state_get_recent (void)
{
  g_autoptr (GKeyFile) state = load ();
  GStrv recent = g_key_file_get_string_list (state, "workbooks", "recent", NULL, NULL);

  return recent == NULL ? g_new0 (char *, 1) : recent;
}

static void
put_recent (const char *first, const char *without)
{
  g_autoptr (GKeyFile) state = load ();
  g_auto (GStrv) recent = g_key_file_get_string_list (state, "workbooks", "recent", NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (first != NULL)
    g_ptr_array_add (kept, (char *) first);
  for (guint i = 0; recent != NULL && recent[i] != NULL && kept->len < MAX_RECENT; i++)
    {
      if (!g_str_equal (recent[i], without))
        g_ptr_array_add (kept, recent[i]);
    }
  g_key_file_set_string_list (state, "workbooks", "recent", (const char *const *) kept->pdata, kept->len);
  save (state);
}

void
ear_state_add_recent (const char *path)
{
  put_recent (path, path);
}

void
ear_state_forget_recent (const char *path)
{
  put_recent (NULL, path);
}

/**
 * ear_state_get_size:
 *
 * Returns: whether a size was remembered.
 */
gboolean
ear_state_get_size (int *width, int *height, gboolean *maximised)
{
  g_autoptr (GKeyFile) state = load ();

  *width = g_key_file_get_integer (state, "window", "width", NULL);
  *height = g_key_file_get_integer (state, "window", "height", NULL);
  *maximised = g_key_file_get_boolean (state, "window", "maximised", NULL);
  return *width > 0 && *height > 0;
}

void
ear_state_set_size (int width, int height, gboolean maximised)
{
  g_autoptr (GKeyFile) state = load ();

  g_key_file_set_integer (state, "window", "width", width);
  g_key_file_set_integer (state, "window", "height", height);
  g_key_file_set_boolean (state, "window", "maximised", maximised);
  save (state);
}

gboolean
ear_state_get_blind (void)
{
  g_autoptr (GKeyFile) state = load ();

  return g_key_file_get_boolean (state, "coding", "blind", NULL);
}

void
ear_state_set_blind (gboolean blind)
{
  g_autoptr (GKeyFile) state = load ();

  g_key_file_set_boolean (state, "coding", "blind", blind);
  save (state);
}

gboolean
ear_state_get_spelling (void)
{
  g_autoptr (GKeyFile) state = load ();

  return !g_key_file_has_key (state, "capture", "spelling", NULL) || g_key_file_get_boolean (state, "capture", "spelling", NULL);
}

void
ear_state_set_spelling (gboolean spelling)
{
  g_autoptr (GKeyFile) state = load ();

  g_key_file_set_boolean (state, "capture", "spelling", spelling);
  save (state);
}
