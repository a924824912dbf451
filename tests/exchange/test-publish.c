/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of the codebook that is handed out: named and in a file, or neither; and told to whoever merges it. */
#include <glib/gstdio.h>
#include <string.h>

#include "ear-seal-format.h"
#include "merging-world.h"

#define VERSION "Winter 2026"

static gboolean
name_version (EarStore *store, gpointer data, GError **error)
{
  EarId own = merging_device_of (store);
  g_autoptr (EarRecord) device = ear_store_get (store, EAR_KIND_DEVICE, &own, error);

  if (device == NULL)
    return FALSE;
  ear_record_set (device, EAR_DEVICE_CODEBOOK_VERSION, data);
  return ear_store_put (store, device, error);
}

static gboolean
publish (EarStore *store, const char *path, const EarSealFor *whom, GCancellable *cancellable, GError **error)
{
  EarExportOptions options = { .lists_only = TRUE, .first = name_version, .first_data = (gpointer) VERSION };

  return whom != NULL ? ear_seal_export (store, path, whom, &options, NULL, NULL, cancellable, error)
                      : ear_bundle_export (store, path, &options, NULL, NULL, cancellable, error);
}

static char *
version_of (EarStore *store)
{
  EarId own = merging_device_of (store);

  return world_get (store, EAR_KIND_DEVICE, &own, EAR_DEVICE_CODEBOOK_VERSION);
}

static void
must_fail (MergingWorld *world, const char *path, const EarSealFor *whom, GCancellable *cancellable)
{
  g_autofree char *before = world_digest (world->a);
  g_autofree char *after = NULL;
  g_autofree char *version = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (publish (world->a, path, whom, cancellable, &error));
  g_test_message ("%s", error->message);
  after = world_digest (world->a);
  version = version_of (world->a);
  g_assert_cmpstr (before, ==, after);
  g_assert_null (version);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_all_or_nothing (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *nowhere = g_build_filename (world.folder, "no-such-folder", "book.xml", NULL);
  g_autofree char *path = g_build_filename (world.folder, "book.xml", NULL);
  g_autoptr (GCancellable) stopped = g_cancellable_new ();
  g_autofree char *version = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  EarId stranger = ear_id_new ();
  EarSealFor nobody = { .devices = &stranger, .n_devices = 1 };
  EarSealFor anybody = { .passphrase = "tide" };

  ear_seal_set_test_effort (1, 8);
  g_cancellable_cancel (stopped);
  must_fail (&world, nowhere, NULL, NULL);
  must_fail (&world, nowhere, &anybody, NULL);
  must_fail (&world, path, &nobody, NULL);
  must_fail (&world, path, NULL, stopped);
  must_fail (&world, path, &anybody, stopped);

  publish (world.a, path, NULL, NULL, &error);
  g_assert_no_error (error);
  version = version_of (world.a);
  g_assert_cmpstr (version, ==, VERSION);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, VERSION));
}

static guint
count_published (const EarMerge *merge)
{
  const EarMergeFile *file = merge->files->pdata[0];
  g_autoptr (GPtrArray) events = ear_merge_codebook (file);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const EarCodebookEvent *event = events->pdata[i];

      if (event->what != EAR_CODEBOOK_PUBLISHED)
        continue;
      g_assert_cmpstr (event->name, ==, VERSION);
      n++;
    }
  return n;
}

/* Also where nothing was known of its publisher before; once. */
static void
test_told (void)
{
  g_auto (MergingWorld) world = merging_world_new ();
  g_autofree char *path = g_build_filename (world.folder, "book.xml", NULL);
  g_autoptr (EarMerge) looked = NULL;
  g_autoptr (EarMerge) merged = NULL;
  g_autoptr (EarMerge) again = NULL;
  g_autoptr (GError) error = NULL;

  publish (world.a, path, NULL, NULL, &error);
  g_assert_no_error (error);
  looked = merging_preview (world.b, path, &merging_accept_all);
  g_assert_cmpuint (count_published (looked), ==, 1);
  merged = merging_apply (world.b, path, &merging_accept_all);
  g_assert_cmpuint (count_published (merged), ==, 1);
  again = merging_apply (world.b, path, &merging_accept_all);
  g_assert_cmpuint (count_published (again), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/publish/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/exchange/publish/told", test_told);
  return g_test_run ();
}
