/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies, lists and spreadsheets from somebody careless or hostile; how little of a bad file is read; and messages that
 * speak of what is in it. */
#include <glib/gstdio.h>
#include <string.h>

#include "ear-bundle.h"
#include "ear-card.h"
#include "ear-merge.h"
#include "exchange-world.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OPEN "<groups xmlns=\"urn:earshot:reference:1\" id=\"l\" revised=\"2026-01-31\">"
#define GROUP(id) "<group id=\"" id "\"><label>L</label></group>"
#define LIST(items) XML OPEN "<title>T</title>\n" items "</groups>\n"
#define CHUNK 65536 /* what is read at once */

#define NOT_XML EAR_EXCHANGE_ERROR_NOT_XML
#define GRAMMAR EAR_EXCHANGE_ERROR_GRAMMAR
#define LIMIT EAR_EXCHANGE_ERROR_LIMIT

typedef struct
{
  const char *name;
  const char *text;
  EarExchangeError code;
  int line;
  const char *says;
} Hostile;

static const Hostile lists[] = {
  { "empty", "", NOT_XML, 1, "ends too early" },
  { "doctype", XML "<!DOCTYPE groups>\n" OPEN "</groups>", NOT_XML, 2, "DOCTYPE" },
  { "external", XML "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" OPEN "<title>&x;</title></groups>", NOT_XML, 2, "DOCTYPE" },
  { "external-subset", XML "<!DOCTYPE g SYSTEM \"http://127.0.0.1/g.dtd\">\n" OPEN "</groups>", NOT_XML, 2, "DOCTYPE" },
  { "parameter-entity", XML "<!DOCTYPE g [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]>\n" OPEN "</groups>", NOT_XML, 2, "DOCTYPE" },
  { "bomb", XML "<!DOCTYPE g [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>\n" OPEN "<title>&c;</title></groups>",
    NOT_XML, 2, "DOCTYPE" },
  { "unknown-entity", LIST ("&x;"), NOT_XML, 3, NULL },
  { "xinclude", LIST ("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"), GRAMMAR, 3, "XInclude" },
  { "other-namespace", LIST ("<group xmlns=\"urn:other\" id=\"g\"/>"), GRAMMAR, 3, "urn:other" },
  { "other-attribute", LIST ("<group xmlns:o=\"urn:other\" id=\"g\" o:x=\"1\"><label>L</label></group>"), GRAMMAR, 3, "x" },
  { "newer", "<groups xmlns=\"urn:earshot:reference:2\"/>", EAR_EXCHANGE_ERROR_NEWER_VERSION, 1, "newer" },
  { "much-newer", "<groups xmlns=\"urn:earshot:reference:4000000000\"/>", EAR_EXCHANGE_ERROR_NEWER_VERSION, 1, "newer" },
  { "version-huge", "<groups xmlns=\"urn:earshot:reference:99999999999999999999999\"/>", EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, 1, NULL },
  { "id-twice", LIST (GROUP ("g") "\n" GROUP ("g")), GRAMMAR, 4, "g" },
  { "invalid-utf8", LIST ("<group id=\"g\"><label>\xff</label></group>"), NOT_XML, 3, NULL },
  { "overlong-utf8", LIST ("<group id=\"g\"><label>\xc0\xbc</label></group>"), NOT_XML, 3, NULL },
  { "latin1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" OPEN "</groups>", NOT_XML, 1, "UTF-8" },
  { "forbidden-character", LIST ("<group id=\"g\"><label>&#8;</label></group>"), NOT_XML, 3, NULL },
  { "population-huge", XML "<places xmlns=\"urn:earshot:reference:1\" id=\"l\" revised=\"2026-01-31\"><title>T</title>\n"
    "<place id=\"p\" level=\"place\" population=\"99999999999999999999\"><label>L</label></place></places>", GRAMMAR, 3, "population" },
  { "population-negative", XML "<places xmlns=\"urn:earshot:reference:1\" id=\"l\" revised=\"2026-01-31\"><title>T</title>\n"
    "<place id=\"p\" level=\"place\" population=\"-1\"><label>L</label></place></places>", GRAMMAR, 3, "population" },
  { "crossed", LIST ("<group id=\"g\"><label>L</group></label>"), NOT_XML, 3, NULL },
};

static EarStore *store;
static char *folder;

static char *
write_file (const char *name, const char *bytes, gssize size)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);
  return path;
}

static void
check_refusal (const GError *error, const char *place, const char *says, const char *before)
{
  g_autofree char *after = world_digest (store);

  g_test_message ("%s", error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_suffix (error->message, "Nothing was changed."));
  if (!g_str_has_prefix (error->message, place))
    g_error ("Not at %s: %s", place, error->message);
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  g_assert_cmpstr (before, ==, after);
}

static void
refuse_list (const char *text, gssize size, EarExchangeError code, int line, const char *says)
{
  g_autofree char *path = write_file ("list.xml", text, size);
  g_autofree char *before = world_digest (store);
  g_autofree char *place = line == 0 ? g_strdup ("“list.xml”, line ") : g_strdup_printf ("“list.xml”, line %d: ", line);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (ear_reference_load (store, path, &result, &error))
    g_error ("This was not refused:\n%.2000s", text);
  g_assert_error (error, EAR_EXCHANGE_ERROR, (int) code);
  check_refusal (error, place, says, before);
}

static void
test_list (gconstpointer data)
{
  const Hostile *hostile = data;

  refuse_list (hostile->text, -1, hostile->code, hostile->line, hostile->says);
}

static void
test_list_encodings (void)
{
  static const char *const encodings[] = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "IBM037" };

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize size = 0;
      g_autofree char *bytes = g_convert (LIST (GROUP ("g")), -1, encodings[i], "UTF-8", NULL, &size, NULL);

      g_assert_nonnull (bytes);
      refuse_list (bytes, (gssize) size, NOT_XML, 0, NULL);
    }
}

/* All but the line end after the last tag. */
static void
test_list_cut (void)
{
  static const char list[] = LIST (GROUP ("a") "<!-- c --><group id=\"b\" category=\"age\"><label>Café &amp; <![CDATA[c]]></label></group>");

  for (gsize size = 0; size < sizeof list - 2; size++)
    refuse_list (list, (gssize) size, NOT_XML, 0, NULL);
}

/* --- How little is read of what is refused --- */

static GString *
repeat (const char *before, const char *unit, gsize n)
{
  GString *text = g_string_sized_new (strlen (before) + n * strlen (unit));

  g_string_append (text, before);
  for (gsize i = 0; i < n; i++)
    g_string_append (text, unit);
  return text;
}

/* Refused when no more than @most bytes of it have been taken from where it comes from. */
static void
refuse_early (gboolean is_list, const char *before, const char *unit, gsize n, EarExchangeError code, gsize most)
{
  g_autoptr (GString) text = repeat (before, unit, n);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  EarXmlSource source = { .stream = stream, .name = "input", .size = text->len };
  g_autofree char *digest = world_digest (store);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean taken = is_list ? ear_reference_load_stream (store, &source, FALSE, &result, &error)
                           : ear_bundle_merge_stream (store, &source, &result, &error);

  g_assert_cmpuint (text->len, >, 4 * most);
  g_assert_false (taken);
  g_assert_error (error, EAR_EXCHANGE_ERROR, (int) code);
  check_refusal (error, "“input”, line ", NULL, digest);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (stream)), <=, (goffset) most);
}

static void
test_read_little (void)
{
  static const char *const heads[] = { WORLD_HEAD, XML OPEN "<title>T</title>" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *attribute = g_strconcat (heads[i], "<author n=\"", NULL);
      g_autofree char *name = g_strconcat (heads[i], "<", NULL);
      g_autofree char *comment = g_strconcat (heads[i], "<!-- ", NULL);
      g_autofree char *pi = g_strconcat (heads[i], "<?pi ", NULL);

      refuse_early (i, heads[i], "<a/>", 1000000, GRAMMAR, CHUNK);
      refuse_early (i, heads[i], "<a>", 200000, GRAMMAR, CHUNK);
      refuse_early (i, attribute, "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
      refuse_early (i, name, "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
      refuse_early (i, comment, "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
      refuse_early (i, pi, "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
    }
  /* It is known for a DOCTYPE when it ends. */
  refuse_early (FALSE, XML "<!DOCTYPE b [<!ENTITY a \"", "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
  refuse_early (TRUE, XML "<!DOCTYPE b [<!ENTITY a \"", "aaaaaaaaaa", 1000000, LIMIT, 6 * CHUNK);
}

/* An entity that is long and often named grows with the square of the file; no entity is ever made, whatever the file is. */
static GString *
quadratic (const char *root, const char *namespace_stem)
{
  GString *text = repeat (XML "<!DOCTYPE b [<!ENTITY a \"", "aaaaaaaaaa", 5000);

  g_string_append_printf (text, "\">]>\n<%s xmlns=\"urn:earshot:%s:1\">", root, namespace_stem);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "&a;");
  g_string_append_printf (text, "</%s>", root);
  return text;
}

static void
test_quadratic (void)
{
  g_autoptr (GString) bundle = quadratic ("bundle", "bundle");
  g_autoptr (GString) list = quadratic ("groups", "reference");
  g_autoptr (GString) strategy = quadratic ("strategy", "reference");

  world_must_refuse (store, bundle->str, (gssize) bundle->len, NOT_XML, 2, "DOCTYPE");
  refuse_list (list->str, (gssize) list->len, NOT_XML, 2, "DOCTYPE");
  refuse_list (strategy->str, (gssize) strategy->len, NOT_XML, 2, "DOCTYPE");
}

static void
test_quadratic_card (void)
{
  g_autoptr (GString) text = quadratic ("card", "card");
  g_autofree char *path = write_file ("card.xml", text->str, (gssize) text->len);
  g_autofree char *before = world_digest (store);
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_card_read (path, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, (int) NOT_XML);
  check_refusal (error, "“card.xml”, line 2: ", "DOCTYPE", before);
}

/* A million that say nothing but are allowed are read, in the memory of one. */
static void
test_many_empty (void)
{
  g_autoptr (GString) text = g_string_new (WORLD_HEAD "  <author n=\"1\" id=\"" WORLD_A "\"/>\n");
  g_autofree char *before = world_digest (store);
  guint n = g_test_thorough () ? 1000000 : 20000;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "<erased kind=\"session\" id=\"bbbbbbbb-0000-7000-8000-%012x\"/>", i);
  g_string_append (text, "<nobody/>" WORLD_TAIL);
  world_must_refuse (store, text->str, (gssize) text->len, GRAMMAR, 4, "nobody");
}

static void
test_every_cut (void)
{
  static const char bundle[] = WORLD_HEAD "  <author n=\"1\" id=\"" WORLD_A "\"/>\n<session id=\"aaaaaaaa-0000-7000-8000-000000000002\" "
                                          WORLD_AT "><title>Café &amp; <![CDATA[<]]></title></session>\n" WORLD_TAIL;

  for (gsize size = 0; size < sizeof bundle - 2; size++)
    world_must_refuse (store, bundle, (gssize) size, NOT_XML, 0, NULL);
}

/* Two themes each above the other are no fault of the file: two who moved them did not know of each other. */
static void
test_cyclic_parents (void)
{
  g_auto (EarTestFolder) here = ear_test_folder_new ();
  g_autoptr (EarStore) other = ear_test_store (here, "other");
  g_autoptr (GString) text = g_string_new (WORLD_HEAD "  <author n=\"1\" id=\"" WORLD_A "\"/>\n");

  for (guint i = 1; i <= 3; i++)
    g_string_append_printf (text,
                            "<theme id=\"aaaaaaaa-0000-7000-8000-00000000000%u\" " WORLD_AT "><name>N</name>"
                            "<parent>aaaaaaaa-0000-7000-8000-00000000000%u</parent></theme>\n",
                            i, i % 3 + 1);
  g_string_append (text, WORLD_TAIL);
  world_must_merge (other, text->str, NULL);
  g_assert_cmpuint (world_count (other, "SELECT count (*) FROM ancestry WHERE record_table = 'themes' AND depth = 0"), ==, 3);
  g_assert_cmpuint (world_count (other, "SELECT count (*) FROM ancestry WHERE record_table = 'themes' AND depth > 2"), ==, 0);
}

/* --- Messages --- */

static void
assert_harmless (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || c == 0x2066 || c == 0x2067)
        g_error ("U+%04X is in this: %s", c, text);
    }
}

static void
refuse_speaking (const char *name, const char *bytes, const char *says)
{
  g_autofree char *path = write_file (name, bytes, -1);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = ear_merge_apply (store, paths, NULL, NULL, NULL, NULL, &error);

  g_assert_null (merge);
  assert_harmless (error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  g_unlink (path);
}

static void
test_messages (void)
{
  refuse_speaking ("\u202egpj.xml", "", "“\ufffdgpj.xml”");
  refuse_speaking ("\u05d0.xml", "", "“\u2068\u05d0.xml\u2069”");
  refuse_speaking ("\033[2J.xml", "", "“\ufffd[2J.xml”");
  refuse_speaking ("in.xml", WORLD_HEAD "<\u05d0/>" WORLD_TAIL, "“\u2068\u05d0\u2069”");
  refuse_speaking ("in.xml", WORLD_HEAD WORLD_AUTHORS "<session id=\"\u202e\302\233\" " WORLD_AT "/>" WORLD_TAIL, "“\ufffd\ufffd”");
  refuse_speaking ("in.xml", "<bundle xmlns=\"urn:\302\2332J\u202e\"/>", "urn:\ufffd2J\ufffd");
}

/* Whoever sent a file chose the names that are shown before anybody trusts them. */
static void
test_names_in_preview (void)
{
  g_autofree char *path = write_file ("from.xml",
                                      XML "<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n  <author n=\"1\" id=\"" WORLD_A "\"/>\n"
                                          "<device id=\"" WORLD_A "\" " WORLD_AT "><name>\302\2332J\u202eme</name></device>"
                                          "<session id=\"aaaaaaaa-0000-7000-8000-000000000002\" " WORLD_AT "><title>\u05d0\u202e\302\233</title></session>"
                                          WORLD_TAIL,
                                      -1);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = ear_merge_preview (store, paths, NULL, NULL, NULL, NULL, &error);
  const EarMergeFile *file;

  g_assert_no_error (error);
  file = merge->files->pdata[0];
  g_assert_cmpstr (file->result.from_name, ==, "\ufffd2J\ufffdme");
  g_assert_cmpuint (file->changes->len, ==, 2);
  for (guint i = 0; i < file->changes->len; i++)
    assert_harmless (((const EarMergeChange *) file->changes->pdata[i])->label);
  g_assert_cmpstr (((const EarMergeChange *) file->changes->pdata[1])->label, ==, "\u2068\u05d0\ufffd\ufffd\u2069");
}

/* --- Spreadsheets --- */

static const struct
{
  const char *name;
  const char *bytes;
  gssize size;
  const char *says;
} sheets[] = {
  { "empty", "", 0, "empty" },
  { "mark-alone", "\xef\xbb\xbf", 3, "empty" },
  { "zero", "text\na\0b\n", 9, "CSV UTF-8" },
  { "utf16", "\xff\xfet\0e\0x\0t\0\n\0", 12, "CSV UTF-8" },
  { "archive", "PK\003\004\0\0\0\0", 8, "CSV UTF-8" },
  { "no-columns", "one,two\n1,2\n", 12, NULL },
  { "quote-open", "text\n\"never closed\n", 19, NULL },
  { "feeling", "text,feeling\nwords,\u202efine\n", 26, "“\ufffdfine”" },
  { "permission", "text,permission\nwords,\u05d0\n", 24, "“\u2068\u05d0\u2069”" },
};

static void
test_sheets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = write_file ("sheet.csv", sheets[i].bytes, sheets[i].size);
      g_autofree char *before = world_digest (store);
      EarCsvOptions options = { 0 };
      g_auto (EarCsvResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      if (ear_csv_import (store, path, &options, &result, NULL, &error))
        g_error ("This was not refused: %s", sheets[i].name);
      check_refusal (error, "“sheet.csv”, line ", sheets[i].says, before);
      assert_harmless (error->message);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (EarRecord) session = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = ear_test_folder_new ();
  store = ear_test_store (folder, "mine");
  session = ear_test_session (store, "Mine");
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/hostile-lists/", lists[i].name, NULL);

      g_test_add_data_func (path, &lists[i], test_list);
    }
  g_test_add_func ("/exchange/hostile-lists/encodings", test_list_encodings);
  g_test_add_func ("/exchange/hostile-lists/cut", test_list_cut);
  g_test_add_func ("/exchange/hostile-lists/read-little", test_read_little);
  g_test_add_func ("/exchange/hostile-lists/quadratic", test_quadratic);
  g_test_add_func ("/exchange/hostile-lists/quadratic-card", test_quadratic_card);
  g_test_add_func ("/exchange/hostile-lists/many-empty", test_many_empty);
  g_test_add_func ("/exchange/hostile-lists/every-cut", test_every_cut);
  g_test_add_func ("/exchange/hostile-lists/cyclic-parents", test_cyclic_parents);
  g_test_add_func ("/exchange/hostile-lists/messages", test_messages);
  g_test_add_func ("/exchange/hostile-lists/names-in-preview", test_names_in_preview);
  g_test_add_func ("/exchange/hostile-lists/sheets", test_sheets);
  status = g_test_run ();
  ear_store_close (store);
  ear_test_folder_remove (folder);
  return status;
}
