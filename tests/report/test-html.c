/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTML report: well-formed, accessible in what a machine can see, and in need of nothing outside itself. */
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "report-support.h"

typedef struct
{
  World *world;
  char *path, *contents;
  gsize size;
  xmlDoc *doc;
} Page;

static void
page_clear (Page *page)
{
  xmlFreeDoc (page->doc);
  g_free (page->path);
  g_free (page->contents);
  world_free (page->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* Takes over the world. XML's parser is the strict one; HTML's must find the same. */
static Page
make_page (World *world)
{
  const EarReportOptions options = { .title = "A <title> & more\nof it", .organisation = "An organisation" };
  Page page = { .world = world };
  htmlDocPtr html;

  page.path = report_write (world, &options, "report.html");
  page.contents = report_read (page.path, &page.size);
  g_assert_true (g_utf8_validate (page.contents, (gssize) page.size, NULL));
  page.doc = xmlReadMemory (page.contents, (int) page.size, "report.html", NULL, XML_PARSE_NONET);
  g_assert_nonnull (page.doc);
  html = htmlReadMemory (page.contents, (int) page.size, "report.html", "UTF-8",
                         HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  g_assert_nonnull (html);
  xmlFreeDoc (html);
  return page;
}

static void
assert_one (xmlNode *root, const char *name)
{
  g_autoptr (GPtrArray) found = report_elements (root, name);

  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_structure (void)
{
  g_auto (Page) page = make_page (report_world_new ());
  xmlNode *root = xmlDocGetRootElement (page.doc);
  g_autofree char *language = report_attribute (root, "lang");
  g_autoptr (GPtrArray) titles = report_elements (root, "title");
  g_autoptr (GPtrArray) all = report_elements (root, NULL);
  g_autofree char *title = report_text_of (titles->pdata[0]);
  guint level = 0;

  g_assert_cmpstr (language, ==, "en-GB");
  g_assert_cmpstr (title, ==, "A <title> & more of it");
  assert_one (root, "main");
  assert_one (root, "h1");
  for (guint i = 0; i < all->len; i++)
    {
      const xmlNode *node = g_ptr_array_index (all, i);

      /* No heading skips a level downwards. */
      if (node->name[0] == 'h' && g_ascii_isdigit (node->name[1]) && node->name[2] == '\0')
        {
          guint next = (guint) g_ascii_digit_value ((char) node->name[1]);

          g_assert_cmpuint (next, <=, level + 1);
          level = next;
        }
    }
  g_assert_nonnull (strstr (page.contents, "class=\"skip\" href=\"#main\""));
  g_assert_nonnull (strstr (page.contents, "small numbers are not protected; do not publish"));
  g_assert_nonnull (strstr (page.contents, "prefers-color-scheme:dark"));
  g_assert_nonnull (strstr (page.contents, "@media print"));
}

/* Every reference points into the page. */
static void
test_self_contained (void)
{
  static const char *const elements[]
    = { "script", "img", "link", "iframe", "object", "embed", "form", "base", "foreignObject", "video", "audio" };
  static const char *const attributes[] = { "src", "href", "action", "onclick", "onload", "style", "srcset" };
  g_auto (Page) page = make_page (report_world_new ());
  xmlNode *root = xmlDocGetRootElement (page.doc);
  g_autoptr (GPtrArray) all = report_elements (root, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      g_autoptr (GPtrArray) found = report_elements (root, elements[i]);

      g_assert_cmpuint (found->len, ==, 0);
    }
  for (guint i = 0; i < all->len; i++)
    {
      for (gsize a = 0; a < G_N_ELEMENTS (attributes); a++)
        {
          g_autofree char *value = report_attribute (g_ptr_array_index (all, i), attributes[a]);

          g_assert_true (value == NULL || (g_str_equal (attributes[a], "href") && value[0] == '#'));
        }
    }
  for (const char *at = strstr (page.contents, "url("); at != NULL; at = strstr (at + 1, "url("))
    g_assert_true (g_str_has_prefix (at, "url(#c"));
  g_assert_null (strstr (page.contents, "@import"));
}

/* A link within the page has somewhere to go, and no id stands twice. */
static void
test_links (void)
{
  g_auto (Page) page = make_page (report_world_new ());
  g_autoptr (GPtrArray) all = report_elements (xmlDocGetRootElement (page.doc), NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      char *id = report_attribute (g_ptr_array_index (all, i), "id");

      if (id != NULL)
        g_assert_true (g_hash_table_add (ids, id));
    }
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *href = report_attribute (g_ptr_array_index (all, i), "href");
      g_autofree char *label = report_attribute (g_ptr_array_index (all, i), "aria-labelledby");

      g_assert_true (href == NULL || g_hash_table_contains (ids, href + 1));
      g_assert_true (label == NULL || g_hash_table_contains (ids, label));
    }
}

static guint
count_children (xmlNode *row)
{
  guint n = 0;

  for (xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    n += cell->type == XML_ELEMENT_NODE;
  return n;
}

static void
test_tables (void)
{
  g_auto (Page) page = make_page (world_new_random ());
  g_autoptr (GPtrArray) tables = report_elements (xmlDocGetRootElement (page.doc), "table");

  g_assert_cmpuint (tables->len, >=, 7);
  for (guint t = 0; t < tables->len; t++)
    {
      xmlNode *table = g_ptr_array_index (tables, t);
      g_autoptr (GPtrArray) heads = report_elements (table, "th");
      g_autoptr (GPtrArray) rows = report_elements (table, "tr");

      assert_one (table, "caption");
      assert_one (table, "thead");
      for (guint h = 0; h < heads->len; h++)
        {
          g_autofree char *scope = report_attribute (g_ptr_array_index (heads, h), "scope");

          g_assert_true (g_strcmp0 (scope, "col") == 0 || g_strcmp0 (scope, "row") == 0);
        }
      for (guint r = 0; r < rows->len; r++)
        g_assert_cmpuint (count_children (g_ptr_array_index (rows, r)), ==, count_children (g_ptr_array_index (rows, 0)));
    }
}

static xmlNode *
find_paragraph (xmlNode *root, const char *text)
{
  g_autoptr (GPtrArray) paragraphs = report_elements (root, "p");

  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_autofree char *content = report_text_of (g_ptr_array_index (paragraphs, i));

      if (g_str_equal (content, text))
        return g_ptr_array_index (paragraphs, i);
    }
  return NULL;
}

static void
test_languages (void)
{
  static const struct
  {
    const char *text, *language, *direction;
  } originals[] = { { BENGALI_WORDS, "bn", "ltr" }, { ARABIC_WORDS, "ar", "rtl" } };
  g_auto (Page) page = make_page (report_world_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (originals); i++)
    {
      xmlNode *paragraph = find_paragraph (xmlDocGetRootElement (page.doc), originals[i].text);
      g_autofree char *language = NULL;
      g_autofree char *direction = NULL;

      g_assert_nonnull (paragraph);
      language = report_attribute (paragraph, "lang");
      direction = report_attribute (paragraph, "dir");
      g_assert_cmpstr (language, ==, originals[i].language);
      g_assert_cmpstr (direction, ==, originals[i].direction);
    }
}

/* Names that look like markup stand in the page as they are. */
static void
test_escaping (void)
{
  g_auto (Page) page = make_page (report_world_new ());
  g_autoptr (GPtrArray) heads = report_elements (xmlDocGetRootElement (page.doc), "th");
  gboolean found = FALSE;

  for (guint i = 0; i < heads->len; i++)
    {
      g_autofree char *text = report_text_of (g_ptr_array_index (heads, i));

      found = found || g_str_equal (text, HOSTILE_NAME);
    }
  g_assert_true (found);
  g_assert_nonnull (strstr (page.contents, "May be quoted &lt;b&gt;&amp;<br/>  twice"));
}

static char *
words_of_charts (xmlNode *root, guint *n)
{
  g_autoptr (GPtrArray) charts = report_elements (root, "svg");
  g_autoptr (GString) words = g_string_new (NULL);

  *n = charts->len;
  for (guint i = 0; i < charts->len; i++)
    {
      g_autoptr (GPtrArray) titles = report_elements (charts->pdata[i], "title"), texts = report_elements (charts->pdata[i], "desc");
      g_autofree char *role = report_attribute (charts->pdata[i], "role"), *label = report_attribute (charts->pdata[i], "aria-labelledby");
      g_autofree char *title = report_text_of (titles->pdata[0]), *text = report_text_of (texts->pdata[0]);

      g_assert_cmpstr (role, ==, "img");
      g_assert_nonnull (label);
      g_assert_cmpuint (strlen (title), >, 0);
      g_assert_true (g_str_has_prefix (text, title));
      g_string_append (words, text);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
words_of_protected (World *world, const char *rules, guint *n)
{
  EarReportOptions options = { 0 };
  EarPreset preset;
  g_autofree char *path = NULL, *contents = NULL;
  char *words;
  xmlDoc *doc;

  g_assert_true (ear_preset_parse (rules, &preset, NULL));
  options.protect = &preset;
  path = report_write (world, &options, "protected.html");
  contents = report_read (path, NULL);
  doc = xmlReadMemory (contents, (int) strlen (contents), path, NULL, XML_PARSE_NONET);
  words = words_of_charts (xmlDocGetRootElement (doc), n);
  xmlFreeDoc (doc);
  return words;
}

/* A chart is named and told in words, and what is hidden in the report is hidden there; one that would draw nothing is left out. */
static void
test_charts (void)
{
  g_auto (Page) page = make_page (report_world_new ());
  guint n, n_some, n_none;
  g_autofree char *words = words_of_charts (xmlDocGetRootElement (page.doc), &n);
  g_autofree char *some = words_of_protected (page.world, "friends-and-family", &n_some);
  g_autofree char *none = words_of_protected (page.world, "nhs", &n_none);

  g_assert_cmpuint (n, >=, 4);
  g_assert_null (strstr (words, EAR_SHOWN_MARK));
  g_assert_nonnull (strstr (words, "Waiting: 1"));
  g_assert_cmpuint (n_some, >, 0);
  g_assert_nonnull (strstr (some, "Waiting: " EAR_SHOWN_MARK));
  g_assert_null (strstr (some, "Waiting: 1"));
  g_assert_cmpuint (n_none, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/html/structure", test_structure);
  g_test_add_func ("/report/html/self-contained", test_self_contained);
  g_test_add_func ("/report/html/links", test_links);
  g_test_add_func ("/report/html/tables", test_tables);
  g_test_add_func ("/report/html/charts", test_charts);
  g_test_add_func ("/report/html/languages", test_languages);
  g_test_add_func ("/report/html/escaping", test_escaping);
  return g_test_run ();
}
