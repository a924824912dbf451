/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without libFuzzer: gives a target each file of its corpus, as a test each. */
#include "fuzz-world.h"

static void
test_input (gconstpointer path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, size);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *folder, *name;

  g_test_init (&argc, &argv, NULL);
  folder = g_getenv ("EARSHOT_CORPUS");
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >, 10);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s", (const char *) names->pdata[i]);

      g_test_add_data_func_full (test, g_build_filename (folder, names->pdata[i], NULL), test_input, g_free);
    }
  return g_test_run ();
}
