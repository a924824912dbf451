/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds of a report in every format: whose words are in it, the same bytes twice, and how the file is written. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "report-support.h"

static const char *const names[] = { "report.html", "report.odt", "report.csv", "report.pdf", "report.xml", "report-csv" };

static char *
words_of_pdf (const char *path)
{
  const char *arguments[] = { "pdftotext", path, "-", NULL };
  char *words = NULL;

  /* Without poppler nothing is known of its words. */
  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &words, NULL, NULL, NULL))
    return g_strdup ("");
  return words;
}

/* The files of a folder after each other, each after its name, in the order of the names. */
static char *
words_of_folder (const char *path)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gsize size;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_ptr_array_add (files, g_strdup (name));
  g_ptr_array_sort_values (files, (GCompareFunc) strcmp);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *file = g_build_filename (path, files->pdata[i], NULL);
      g_autofree char *contents = report_read (file, &size);

      g_string_append_printf (words, "%s\n%s", (const char *) files->pdata[i], contents);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* All that a reader can find in the file; of an ODT what its parts hold. */
static char *
words_of (const char *path)
{
  struct archive *zip;
  struct archive_entry *entry;
  g_autoptr (GString) words = g_string_new (NULL);
  gsize size;

  if (g_str_has_suffix (path, ".pdf"))
    return words_of_pdf (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return words_of_folder (path);
  if (!g_str_has_suffix (path, ".odt"))
    return report_read (path, &size);
  zip = archive_read_new ();
  archive_read_support_format_zip_seekable (zip);
  g_assert_cmpint (archive_read_open_filename (zip, path, 10240), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    {
      g_autofree char *contents = g_malloc0 ((gsize) archive_entry_size (entry) + 1);

      archive_read_data (zip, contents, (gsize) archive_entry_size (entry));
      g_string_append (words, contents);
    }
  archive_read_free (zip);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Nothing that may not be quoted, and no note, title or label of a session or speaker, is in any format. */
static void
test_secrets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (World) world = report_world_new ();
      g_autofree char *path = report_write (world, NULL, names[i]);
      g_autofree char *words = words_of (path);

      g_assert_null (strstr (words, "secret"));
    }
}

/* Random permissions of voices, speakers and sessions: a voice's words are there only where it may be quoted. */
static void
test_permissions (void)
{
  guint n_quoted = 0;

  for (guint w = 0; w < 2; w++)
    {
      g_autoptr (World) world = world_new_random ();

      for (gsize f = 0; f < G_N_ELEMENTS (names); f++)
        {
          g_autofree char *path = report_write (world, NULL, names[f]);
          g_autofree char *words = words_of (path);
          gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);

          for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
            {
              const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);
              /* What ends it there, so that one text is not found in another. */
              g_autofree char *text = g_strconcat (ear_record_get (voice, EAR_CONTRIBUTION_TEXT), is_folder ? "," : "<", NULL);
              const char *there = strstr (words, text);

              n_quoted += there != NULL;
              /* Two themes do not make it two quotations. */
              g_assert_true (there == NULL || strstr (there + 1, text) == NULL);
              if (!world_is_voice (world, voice) || g_strcmp0 (world_permission (world, voice), "quote") != 0)
                g_assert_null (there);
            }
        }
    }
  g_assert_cmpuint (n_quoted, >, 0);
}

static void
test_how_quoted (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.html");
  g_autofree char *words = words_of (path);

  g_assert_nonnull (strstr (words, "2022 · exact words"));
  g_assert_nonnull (strstr (words, "2022 · as it was noted down, not word for word · translated"));
}

static guint64
hash_of (const char *path)
{
  g_autofree char *words = g_file_test (path, G_FILE_TEST_IS_DIR) ? words_of_folder (path) : NULL;

  return words == NULL ? ear_test_file_hash (path) : g_str_hash (words);
}

static void
test_same_bytes (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autofree char *file = ear_test_path (world->folder, "world");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = report_write (world, NULL, names[i]);
      guint64 hash = hash_of (path);
      g_autofree char *again = NULL;

      g_clear_pointer (&world->store, ear_store_close);
      world->store = ear_store_open (file, EAR_TEST_PASSPHRASE, &error);
      g_assert_no_error (error);
      g_usleep (1100000);
      again = report_write (world, NULL, names[i]);
      g_assert_cmpuint (hash, ==, hash_of (again));
    }
}

/* A folder that is not there, and a name that is a folder's: an error, and nothing new on the disk. */
static void
test_not_written (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (EarDocument) document = ear_report_build (world->store, NULL, NULL);
  g_autofree char *folder = g_build_filename (world->folder, "taken.html", NULL);
  g_autofree char *nowhere = g_build_filename (world->folder, "none", "report.html", NULL);
  const char *const paths[] = { nowhere, folder };
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  g_assert_nonnull (document);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ear_report_write (document, EAR_REPORT_HTML, paths[i], &error));
      g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN);
    }
  dir = g_dir_open (world->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    n += strstr (name, "html") != NULL;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *path;
    EarReportFormat format;
  } known[] = { { "/a/b.html", EAR_REPORT_HTML }, { "b.HTM", EAR_REPORT_HTML }, { "b.odt", EAR_REPORT_ODT },
                { "b.v2.csv", EAR_REPORT_CSV }, { "b.PDF", EAR_REPORT_PDF }, { "b.xml", EAR_REPORT_XML },
                { "/a/b-csv", EAR_REPORT_CSV_FOLDER }, { "b-CSV/", EAR_REPORT_CSV_FOLDER } };
  static const char *const unknown[] = { "report", "report.pdf.txt", "html", "report.html.bak", "", "csv", "b-csv.txt" };
  EarReportFormat format;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_true (ear_report_format_from_path (known[i].path, &format, NULL));
      g_assert_cmpint (format, ==, known[i].format);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ear_report_format_from_path (unknown[i], &format, &error));
      g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_FORMAT);
    }
}

/* Another kind of file is chosen: the name follows, whichever it had. */
static void
test_path_with_format (void)
{
  static const struct
  {
    const char *path;
    EarReportFormat format;
    const char *expected;
  } cases[] = { { "/a.b/c.html", EAR_REPORT_CSV_FOLDER, "/a.b/c-csv" }, { "c-csv", EAR_REPORT_PDF, "c.pdf" },
                { "c-csv/", EAR_REPORT_XML, "c.xml" },                  { "c.HTM", EAR_REPORT_ODT, "c.odt" },
                { "c.v2", EAR_REPORT_HTML, "c.v2.html" },               { "c.csv", EAR_REPORT_CSV, "c.csv" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = ear_report_path_with_format (cases[i].path, cases[i].format);

      g_assert_cmpstr (path, ==, cases[i].expected);
    }
}

static guint
count_inside (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* As on a stick or a network drive: neither changing places nor refusing to replace can be asked for. */
static gboolean is_simple_disk;

int __real_renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
int __wrap_renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);

int
__wrap_renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
  if (!is_simple_disk)
    return __real_renameat2 (from_folder, from, to_folder, to, flags);
  errno = EINVAL;
  return -1;
}

static void
test_folder_on_simple_disk (void)
{
  is_simple_disk = TRUE;
  {
    g_autoptr (World) world = report_world_new ();
    g_autofree char *path = report_write (world, NULL, "report-csv");
    g_autofree char *old_table = g_build_filename (path, "table-99-of-last-year.csv", NULL);
    g_autofree char *again = NULL, *link = g_build_filename (world->folder, "link-csv", NULL);
    g_autoptr (EarDocument) document = ear_report_build (world->store, NULL, NULL);
    guint n = count_inside (path), n_beside = count_inside (world->folder);

    g_assert_true (g_file_set_contents (old_table, "x", -1, NULL));
    again = report_write (world, NULL, "report-csv");
    g_assert_cmpuint (count_inside (again), ==, n);
    g_assert_cmpuint (count_inside (world->folder), ==, n_beside);
    /* What a link leads to is somebody's own place, and stays whole. */
    g_assert_cmpint (symlink (path, link), ==, 0);
    g_assert_false (ear_report_write (document, EAR_REPORT_CSV_FOLDER, link, NULL));
    g_assert_cmpuint (count_inside (path), ==, n);
  }
  is_simple_disk = FALSE;
}

/* A folder of tables is replaced by the next one; a folder with anything else in it is nobody's to replace. */
static void
test_folder_replaced (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (EarDocument) document = ear_report_build (world->store, NULL, NULL);
  g_autofree char *path = report_write (world, NULL, "report-csv");
  g_autofree char *old_table = g_build_filename (path, "table-99-of-last-year.csv", NULL);
  g_autofree char *letter = g_build_filename (path, "letter.odt", NULL);
  g_autoptr (GError) error = NULL;
  guint n = count_inside (path), n_beside = count_inside (world->folder);

  g_assert_true (g_file_set_contents (old_table, "x", -1, NULL));
  g_assert_true (ear_report_write (document, EAR_REPORT_CSV_FOLDER, path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_inside (path), ==, n);
  g_assert_true (g_file_set_contents (letter, "Dear", -1, NULL));
  g_assert_false (ear_report_write (document, EAR_REPORT_CSV_FOLDER, path, &error));
  g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN);
  g_assert_cmpuint (count_inside (path), ==, n + 1);
  g_assert_cmpuint (count_inside (world->folder), ==, n_beside);
}

static void
test_empty_workbook (void)
{
  g_autoptr (World) world = world_new_empty ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = report_write (world, NULL, names[i]);

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR) || count_inside (path) > 2);
    }
}

/* What nobody spoke to is said as plainly as what somebody did. */
static void
test_gaps (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.html");
  g_autofree char *words = words_of (path), *table_path = NULL, *table = NULL;

  g_assert_nonnull (strstr (words, "Not heard yet: 1 of 2 items."));
  g_assert_nonnull (strstr (words, "<li>1B Fewer forms</li>"));
  g_assert_null (strstr (words, "<li>1A Shorter waits</li>"));
  /* It is said once on a page, and stands with its zeros where a program reads it. */
  g_assert_null (strstr (strstr (words, "<caption id=\"table-"), "1B Fewer forms</th>"));
  g_assert_nonnull (strstr (words, "1A Shorter waits</th>"));
  table_path = report_write (world, NULL, "report.xml");
  table = words_of (table_path);
  g_assert_nonnull (strstr (table, "label=\"1B Fewer forms\""));
  g_assert_nonnull (strstr (words, "<li>African men</li>"));
}

/* One strategy is asked for: only it is there, mapped or not. */
static void
test_one_strategy (void)
{
  g_autoptr (World) world = report_world_new ();
  EarRecord *other = ear_record_new (EAR_KIND_STRATEGY);
  EarReportOptions options = { 0 };
  g_autofree char *all_path = report_write (world, NULL, "all.html");
  g_autofree char *one_path = NULL;
  g_autofree char *all = words_of (all_path);
  g_autofree char *one = NULL;
  EarId id;

  ear_record_set (other, EAR_STRATEGY_TITLE, "Another plan");
  id = world_put (world, other);
  options.strategy = &id;
  one_path = report_write (world, &options, "one.html");
  one = words_of (one_path);
  g_assert_nonnull (strstr (all, "Evidence for A plan"));
  g_assert_null (strstr (all, "Another plan"));
  g_assert_null (strstr (one, "Evidence for A plan"));
  g_assert_nonnull (strstr (one, "Evidence for Another plan"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/secrets", test_secrets);
  g_test_add_func ("/report/permissions", test_permissions);
  g_test_add_func ("/report/how-quoted", test_how_quoted);
  g_test_add_func ("/report/same-bytes", test_same_bytes);
  g_test_add_func ("/report/not-written", test_not_written);
  g_test_add_func ("/report/formats", test_formats);
  g_test_add_func ("/report/path-with-format", test_path_with_format);
  g_test_add_func ("/report/folder-replaced", test_folder_replaced);
  g_test_add_func ("/report/folder-on-simple-disk", test_folder_on_simple_disk);
  g_test_add_func ("/report/empty-workbook", test_empty_workbook);
  g_test_add_func ("/report/gaps", test_gaps);
  g_test_add_func ("/report/one-strategy", test_one_strategy);
  return g_test_run ();
}
