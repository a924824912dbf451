/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ear-test.h"

static EarStore *store;
static char *folder;

static void
remove_workbook (void)
{
  g_clear_pointer (&store, ear_store_close);
  ear_test_folder_remove (folder);
}

static void
make_workbook (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) voice = NULL;

  folder = ear_test_folder_new ();
  store = ear_test_store (folder, "fuzzed");
  session = ear_test_session (store, "Drop-in");
  voice = ear_test_voice (store, session, "The bus does not come");
  atexit (remove_workbook);
}

EarStore *
fuzz_world_begin (void)
{
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    make_workbook ();
  ear_store_begin (store, &error);
  g_assert_no_error (error);
  return store;
}

void
fuzz_world_end (void)
{
  ear_store_rollback (store);
}

void
fuzz_world_check_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == EAR_EXCHANGE_ERROR || error->domain == EAR_STORE_ERROR
                 || error->domain == g_quark_try_string ("ear-model-error-quark"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (strstr (error->message, "Nothing was changed") == NULL)
    g_error ("This refusal does not say that nothing was changed: %s", error->message);
}

static gboolean
memory_sink (gconstpointer bytes, gsize size, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

EarXmlSource
fuzz_world_source (const guint8 *data, gsize size)
{
  return (EarXmlSource) { .stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL),
                          .name = "input",
                          .size = size };
}

static char *
digest (void)
{
  g_autoptr (GError) error = NULL;
  char *text = ear_bundle_digest (store, &error);

  g_assert_no_error (error);
  return text;
}

void
fuzz_world_check_round_trip (EarStore *here)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *before = digest ();
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (EarMergeResult) result = { 0 };
  EarXmlSource source;

  ear_bundle_write (here, NULL, memory_sink, bytes, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  source = fuzz_world_source (bytes->data, bytes->len);
  ear_bundle_merge_stream (here, &source, &result, &error);
  g_object_unref (source.stream);
  g_assert_no_error (error);
  after = digest ();
  g_assert_cmpstr (before, ==, after);
}

const char *
fuzz_world_file (const guint8 *data, gsize size)
{
  static char path[64];
  static int fd = -1;

  if (fd < 0)
    {
      fd = memfd_create ("input.csv", MFD_CLOEXEC);
      g_assert_cmpint (fd, >=, 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
    }
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data, size, 0), ==, (gssize) size);
  return path;
}
