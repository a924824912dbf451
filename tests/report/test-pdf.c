/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF as poppler reads it back: the tree of tags, the order in which it is read aloud, the words and the figures. */
#include <glib/gstdio.h>
#include <libxml/HTMLparser.h>

#include "ear-document.h"
#include "report-support.h"

/* What a tool of poppler says of a file. */
static char *
ask (const char *tool, const char *option, const char *path, const char *to)
{
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status;
  const char *all[] = { tool, path, to, NULL };
  const char *some[] = { tool, option, path, to, NULL };

  g_spawn_sync (NULL, (char **) (option == NULL ? all : some), NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return said;
}

static char *
text_of_page (const char *path, guint page)
{
  g_autofree char *first = g_strdup_printf ("%u", page);
  const char *arguments[] = { "pdftotext", "-f", first, "-l", first, path, "-", NULL };
  char *said = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, NULL, NULL));
  return said;
}

static guint
count_of (const char *text, gsize size, const char *what)
{
  guint n = 0;

  for (gsize i = 0; i + strlen (what) <= size; i++)
    n += memcmp (text + i, what, strlen (what)) == 0;
  return n;
}

static void
test_tree (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.pdf");
  g_autofree char *facts = ask ("pdfinfo", NULL, path, NULL), *tree = ask ("pdfinfo", "-struct", path, NULL);
  g_autofree char *fonts = ask ("pdffonts", NULL, path, NULL);
  g_auto (GStrv) lines = g_strsplit (fonts, "\n", -1);
  gsize size;
  g_autofree char *bytes = report_read (path, &size);
  g_autofree char *html = report_write (world, NULL, "report.html");
  g_autofree char *page = report_read (html, NULL);

  g_assert_nonnull (strstr (facts, "What people told us"));
  g_assert_nonnull (strstr (facts, "Tagged:          yes"));
  g_assert_null (strstr (facts, "CreationDate"));
  g_assert_true (g_str_has_prefix (tree, "Document\n  H1 (block)\n"));
  g_assert_null (strstr (tree, "\n  TR"));
  g_assert_nonnull (strstr (tree, "BlockQuote"));
  /* What cairo says no word of, in the plain objects at the end. */
  g_assert_cmpuint (count_of (bytes, size, "/Lang (en-GB)"), ==, 2);
  g_assert_cmpuint (count_of (bytes, size, "/Lang (bn)"), ==, 1);
  g_assert_cmpuint (count_of (bytes, size, "/Lang (ar)"), ==, 1);
  g_assert_cmpuint (count_of (bytes, size, "/Alt <FEFF"), ==, count_of (page, strlen (page), "<svg "));
  g_assert_cmpuint (count_of (tree, strlen (tree), "Figure"), ==, count_of (page, strlen (page), "<svg "));
  g_assert_cmpuint (count_of (bytes, size, "/Scope /Row"), ==, count_of (page, strlen (page), "scope=\"row\""));
  g_assert_cmpuint (count_of (bytes, size, "/Scope /Column"), ==, count_of (page, strlen (page), "scope=\"col\""));
  /* Name, type, encoding, then whether it is embedded. */
  for (guint i = 2; lines[i] != NULL && lines[i][0] != '\0'; i++)
    g_assert_nonnull (strstr (lines[i], " yes yes "));
}

/* Cells of all tables in the order of the tree; each row ends with %NULL. */
static GPtrArray *
cells_of_pdf (const char *path)
{
  g_autofree char *tree = ask ("pdfinfo", "-struct-text", path, NULL);
  g_auto (GStrv) lines = g_strsplit (tree, "\n", -1);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  gboolean in_cell = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i] + strspn (lines[i], " ");

      if (line[0] == '"' && in_cell)
        {
          g_autofree char *text = g_strndup (line + 1, strlen (line) - (g_str_has_suffix (line, "\"") ? 2 : 1));
          char **last = (char **) &cells->pdata[cells->len - 1];

          g_free (*last);
          *last = g_steal_pointer (&text);
          in_cell = FALSE;
          continue;
        }
      in_cell = g_str_has_prefix (line, "TH") || g_str_has_prefix (line, "TD");
      if (g_str_has_prefix (line, "TR"))
        g_ptr_array_add (cells, NULL);
      else if (in_cell)
        g_ptr_array_add (cells, g_strdup (""));
    }
  return cells;
}

static GPtrArray *
cells_of_html (const char *path)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  htmlDocPtr doc = htmlReadFile (path, "UTF-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  g_autoptr (GPtrArray) all = report_elements (xmlDocGetRootElement (doc), NULL);

  for (guint i = 0; i < all->len; i++)
    {
      xmlNode *node = all->pdata[i];

      if (g_str_equal (node->name, "tr"))
        g_ptr_array_add (cells, NULL);
      else if (g_str_equal (node->name, "th") || g_str_equal (node->name, "td"))
        g_ptr_array_add (cells, report_text_of (node));
    }
  xmlFreeDoc (doc);
  return cells;
}

/* The same tables, rows and cells in both, and the same figures. Of a text of several lines poppler's tree tells the first;
 * so a text there is the beginning of the other. */
static void
test_figures (void)
{
  for (guint w = 0; w < 2; w++)
    {
      g_autoptr (World) world = w == 0 ? report_world_new () : world_new_random ();
      g_autofree char *pdf = report_write (world, NULL, "report.pdf"), *html = report_write (world, NULL, "report.html");
      g_autoptr (GPtrArray) one = cells_of_pdf (pdf), other = cells_of_html (html);
      guint n_numbers = 0;

      g_assert_cmpuint (one->len, ==, other->len);
      for (guint i = 0; i < one->len; i++)
        {
          const char *read = one->pdata[i], *written = other->pdata[i];

          g_assert_true ((read == NULL) == (written == NULL));
          if (read == NULL || written[0] == '\0')
            continue;
          if (strspn (written, "0123456789%,") == strlen (written))
            {
              g_assert_cmpstr (read, ==, written);
              n_numbers++;
            }
          else if (g_str_is_ascii (written) && strchr (read, '"') == NULL)
            g_assert_true (g_str_has_prefix (written, g_strchomp ((char *) read)));
        }
      g_assert_cmpuint (n_numbers, >, 20);
    }
}

static void
test_words (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = report_write (world, NULL, "report.pdf");
  g_autofree char *text = ask ("pdftotext", NULL, path, "-");
  static const char *const order[] = { "At a glance", "Who was heard", "What matters", "Evidence by strategy priority",
                                       "In people’s own words", "You said, we did", "Sources and counting rules" };
  const char *at = strstr (text, order[G_N_ELEMENTS (order) - 1]); /* of the contents */

  g_assert_nonnull (strstr (text, BENGALI_WORDS));
  g_assert_nonnull (strstr (text, "May be quoted <b>&"));
  g_assert_null (strstr (text, "secret"));
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_assert_nonnull (at);
      at = strstr (at + 1, order[i]);
    }
  g_assert_nonnull (at);
}

/* A table over pages: its head on each, each row whole, and one that is higher than a page with all its words. */
static void
test_pages (void)
{
  g_autoptr (EarDocument) document = ear_document_new ("Long", "en-GB");
  EarDocumentTable *table = ear_document_add_table (document, "A long table", "Theme");
  g_autoptr (GString) high = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL), *path = g_build_filename (folder, "long.pdf", NULL);
  g_autofree char *facts = NULL, *all = NULL;
  guint n_pages, n_rows = 0;

  ear_document_table_add_column (table, "Headword", FALSE, NULL);
  for (guint r = 0; r < 90; r++)
    {
      g_autofree char *label = g_strdup_printf ("row %u", r);
      g_autofree char *text = g_strdup_printf ("begin%u. Somebody said a good deal about it, so that this takes more than one line. end%u.", r, r);

      ear_document_row_add_text (ear_document_table_add_row (table, label, 0), text);
    }
  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (high, "word%u ", i);
  ear_document_row_add_text (ear_document_table_add_row (table, "high", 0), high->str);
  ear_report_write (document, EAR_REPORT_PDF, path, &error);
  g_assert_no_error (error);
  facts = ask ("pdfinfo", NULL, path, NULL);
  n_pages = (guint) g_ascii_strtoull (strstr (facts, "Pages:") + 6, NULL, 10);
  g_assert_cmpuint (n_pages, >, 4);
  for (guint p = 1; p <= n_pages; p++)
    {
      g_autofree char *text = text_of_page (path, p);

      g_assert_cmpuint (count_of (text, strlen (text), "Headword"), ==, 1);
      for (guint r = 0; r < 90; r++)
        {
          g_autofree char *begin = g_strdup_printf ("begin%u.", r), *end = g_strdup_printf ("end%u.", r);

          g_assert_true ((strstr (text, begin) == NULL) == (strstr (text, end) == NULL));
          n_rows += strstr (text, begin) != NULL;
        }
    }
  g_assert_cmpuint (n_rows, ==, 90);
  all = ask ("pdftotext", NULL, path, "-");
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%u", i);

      g_assert_nonnull (strstr (all, word));
    }
  g_unlink (path);
  g_rmdir (folder);
}

/* Items of two, three and four lines in turn, so that pages end in all of them: as many bullets on a page as items that begin there. */
static void
test_bullets (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (EarDocument) document = ear_document_new ("Bullets", "en-GB");
  EarBlock *list = ear_document_add (document, EAR_BLOCK_LIST);
  g_autofree char *path = g_build_filename (world->folder, "bullets.pdf", NULL);
  guint n_pages = 0, n_begun = 0;

  for (guint i = 0; i < 90; i++)
    {
      g_autoptr (GString) text = g_string_new ("Begins");

      for (guint word = 0; word < 14 * (1 + i % 3); word++)
        g_string_append (text, " and goes");
      ear_block_add_text (list, text->str, NULL);
    }
  g_assert_true (ear_report_write (document, EAR_REPORT_PDF, path, NULL));
  for (guint page = 1; n_begun < 90; page++, n_pages++)
    {
      g_autofree char *text = text_of_page (path, page);
      guint n = count_of (text, strlen (text), "Begins");

      g_assert_cmpuint (count_of (text, strlen (text), "•"), ==, n);
      n_begun += n;
    }
  g_assert_cmpuint (n_pages, >, 4);
}

int
main (int argc, char *argv[])
{
  g_autofree char *poppler = g_find_program_in_path ("pdfinfo");

  g_test_init (&argc, &argv, NULL);
  if (poppler == NULL)
    {
      g_print ("1..0 # SKIP there is no pdfinfo to read PDF back with (poppler-utils)\n");
      return 0;
    }
  g_test_add_func ("/report/pdf/tree", test_tree);
  g_test_add_func ("/report/pdf/figures", test_figures);
  g_test_add_func ("/report/pdf/words", test_words);
  g_test_add_func ("/report/pdf/pages", test_pages);
  g_test_add_func ("/report/pdf/bullets", test_bullets);
  return g_test_run ();
}
