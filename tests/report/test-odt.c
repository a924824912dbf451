/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ODT report: its package, its parts, and what LibreOffice reads in it. */
#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

#include "report-support.h"

/* Name → contents. */
static GHashTable *
unpack (const char *path)
{
  GHashTable *parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip_seekable (zip);
  g_assert_cmpint (archive_read_open_filename (zip, path, 10240), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    {
      gsize size = (gsize) archive_entry_size (entry);
      char *contents = g_malloc0 (size + 1);

      g_assert_cmpint (archive_read_data (zip, contents, size), ==, (la_ssize_t) size);
      /* No time of the day is in the package. ZIP's first year stands for none. */
      g_assert_cmpint (archive_entry_mtime (entry), <, 400000000);
      g_assert_true (g_hash_table_insert (parts, g_strdup (archive_entry_pathname (entry)), contents));
    }
  archive_read_free (zip);
  return parts;
}

static xmlDoc *
parse (GHashTable *parts, const char *name)
{
  const char *contents = g_hash_table_lookup (parts, name);
  xmlDoc *doc;

  g_assert_nonnull (contents);
  doc = xmlReadMemory (contents, (int) strlen (contents), name, NULL, XML_PARSE_NONET);
  g_assert_nonnull (doc);
  return doc;
}

static void
test_package (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.odt");
  gsize size;
  g_autofree char *bytes = report_read (path, &size);
  g_autoptr (GHashTable) parts = unpack (path);
  xmlDoc *manifest = parse (parts, "META-INF/manifest.xml");
  g_autoptr (GPtrArray) entries = report_elements (xmlDocGetRootElement (manifest), "file-entry");

  /* The mimetype is the first entry, stored, with no extra field: so its words stand at byte 38. It says its size
   * before it, not after: LibreOffice opens no other. */
  g_assert_cmpint (memcmp (bytes, "PK\3\4", 4), ==, 0);
  g_assert_cmpint (bytes[6] | bytes[7] | bytes[8] | bytes[9], ==, 0);
  g_assert_cmpint (bytes[22], ==, 39);
  g_assert_cmpint (memcmp (bytes + 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47), ==, 0);

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *name = report_attribute (g_ptr_array_index (entries, i), "full-path");

      g_assert_true (g_str_equal (name, "/") || g_hash_table_contains (parts, name));
    }
  /* All but the mimetype and the manifest are listed, and "/". */
  g_assert_cmpuint (entries->len, ==, g_hash_table_size (parts) - 2 + 1);
  xmlFreeDoc (manifest);
}

static void
collect_styles (xmlNode *root, GHashTable *names, const char *attribute)
{
  g_autoptr (GPtrArray) all = report_elements (root, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const xmlNode *node = g_ptr_array_index (all, i);

      for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        {
          if (g_str_equal (a->name, attribute) && g_strcmp0 ((const char *) a->ns->prefix, "style") == 0
              && g_str_equal (attribute, "name"))
            g_hash_table_add (names, report_attribute (g_ptr_array_index (all, i), attribute));
          else if (g_str_equal (a->name, attribute) && !g_str_equal (attribute, "name"))
            g_hash_table_add (names, report_attribute (g_ptr_array_index (all, i), attribute));
        }
    }
}

/* Every style that the text uses is there. */
static void
test_styles (void)
{
  static const char *const uses[] = { "style-name", "parent-style-name", "next-style-name", "list-style-name" };
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.odt");
  g_autoptr (GHashTable) parts = unpack (path);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlDoc *content = parse (parts, "content.xml"), *styles = parse (parts, "styles.xml"), *meta = parse (parts, "meta.xml");
  GHashTableIter iter;
  gpointer name;

  collect_styles (xmlDocGetRootElement (content), there, "name");
  collect_styles (xmlDocGetRootElement (styles), there, "name");
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      collect_styles (xmlDocGetRootElement (content), used, uses[i]);
      collect_styles (xmlDocGetRootElement (styles), used, uses[i]);
    }
  g_assert_cmpuint (g_hash_table_size (used), >, 15);
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_hash_table_contains (there, name))
        g_error ("There is no style %s", (char *) name);
    }
  xmlFreeDoc (content);
  xmlFreeDoc (styles);
  xmlFreeDoc (meta);
}

static void
test_content (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.odt");
  g_autoptr (GHashTable) parts = unpack (path);
  const char *text = g_hash_table_lookup (parts, "content.xml");
  xmlDoc *content = parse (parts, "content.xml");
  xmlNode *root = xmlDocGetRootElement (content);
  g_autoptr (GPtrArray) tables = report_elements (root, "table");
  g_autoptr (GPtrArray) heads = report_elements (root, "table-header-rows");
  g_autoptr (GPtrArray) headings = report_elements (root, "h");

  g_autoptr (GPtrArray) frames = report_elements (root, "frame");
  guint n_pictures = 0;

  g_assert_cmpuint (frames->len, >=, 4);
  for (guint i = 0; i < frames->len; i++)
    {
      g_autoptr (GPtrArray) images = report_elements (frames->pdata[i], "image"), words = report_elements (frames->pdata[i], "desc");
      g_autofree char *name = report_attribute (images->pdata[0], "href"), *said = report_text_of (words->pdata[0]);

      n_pictures += g_hash_table_contains (parts, name);
      g_assert_cmpuint (strlen (said), >, 10);
    }
  g_assert_cmpuint (n_pictures, ==, frames->len);
  g_assert_cmpuint (tables->len, >=, 7);
  g_assert_cmpuint (heads->len, ==, tables->len);
  g_assert_cmpuint (headings->len, >=, 6);
  g_assert_nonnull (strstr (text, "Internal: small numbers are not protected; do not publish"));
  g_assert_nonnull (strstr (text, "May be quoted &lt;b&gt;&amp;<text:line-break/> <text:s text:c=\"1\"/>twice"));
  g_assert_nonnull (strstr (text, "<text:p text:style-name=\"RTL_Quotations\"><text:span text:style-name=\"Language_ar\">"
                                  ARABIC_WORDS));
  g_assert_nonnull (strstr (text, "fo:language=\"bn\""));
  g_assert_nonnull (strstr (g_hash_table_lookup (parts, "styles.xml"), "Internal: do not publish"));
  xmlFreeDoc (content);
}

/* LibreOffice opens the file, and its plain text holds the words and the figures. */
static void
test_soffice (void)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice");
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.odt");
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/office", world->folder);
  g_autofree char *converted = g_build_filename (world->folder, "report.txt", NULL);
  const char *argv[] = { soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8",
                         "--outdir", world->folder, path, NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  int status;

  if (soffice == NULL)
    {
      g_test_skip ("soffice is not installed, so the ODT report was not opened with LibreOffice");
      return;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  text = report_read (converted, &size);
  g_assert_nonnull (strstr (text, "What people told us"));
  g_assert_nonnull (strstr (text, "Voices: 7"));
  g_assert_nonnull (strstr (text, "Not heard yet: 1 of 2 items."));
  g_assert_nonnull (strstr (text, HOSTILE_NAME));
  g_assert_nonnull (strstr (text, ARABIC_WORDS));
  g_assert_nonnull (strstr (text, BENGALI_WORDS));
  g_assert_nonnull (strstr (text, "1B Fewer forms"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/odt/package", test_package);
  g_test_add_func ("/report/odt/styles", test_styles);
  g_test_add_func ("/report/odt/content", test_content);
  g_test_add_func ("/report/odt/soffice", test_soffice);
  return g_test_run ();
}
