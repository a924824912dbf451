/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of strategies, themes, groups and places that people write themselves. */
#include <string.h>

#include "exchange-world.h"

#define OPEN "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS " xmlns=\"urn:earshot:reference:1\" "
#define GROUPS(revised, items) OPEN "<groups" NS "id=\"ours\" revised=\"" revised "\">\n<title>Ours</title>\n" items "</groups>\n"

static EarStore *store;

static gboolean
load (EarStore *into, const char *text, EarMergeResult *result, GError **error)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "list.xml", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return ear_reference_load (into, path, result, error);
}

static void
must_load (EarStore *into, const char *text, EarMergeResult *result)
{
  g_auto (EarMergeResult) own = { 0 };
  g_autoptr (GError) error = NULL;

  load (into, text, result != NULL ? result : &own, &error);
  g_assert_no_error (error);
}

static void
must_refuse (const char *text, EarExchangeError code, int line, const char *says)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autofree char *place = g_strdup_printf ("“list.xml”, line %d: ", line);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (load (store, text, &result, &error))
    g_error ("This was not refused:\n%s", text);
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_EXCHANGE_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_assert_true (g_str_has_suffix (error->message, "Nothing was changed."));
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  after = world_digest (store);
  g_assert_cmpstr (before, ==, after);
}

static EarId
item (const char *list, const char *slug)
{
  return ear_id_derive ((const char *[]){ "urn:earshot:reference:1", list, slug, NULL });
}

static void
test_strategy (void)
{
  static const char text[] = OPEN "<strategy" NS "id=\"ours\" revised=\"2026-01-31\" source=\"A plan\" section=\"1\" from=\"2026\" to=\"2030\">\n"
                                  "<title>Our plan</title><short>Plan</short><publisher>Us</publisher>\n"
                                  "<item id=\"p\" kind=\"pillar\" code=\"1\"><label>  First\n   pillar </label>\n"
                                  "<item id=\"p-1\" kind=\"priority\" section=\"1.1\" population=\"adults\" pillar=\"First\"><label>Deeper</label></item>\n"
                                  "</item><item id=\"q\" kind=\"outcome\"><label>Second</label></item></strategy>";
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (EarRecord) strategy = NULL;
  g_autoptr (EarRecord) deeper = NULL;
  EarId root = item ("ours", ""), parent = item ("ours", "p"), id = item ("ours", "p-1"), found;

  must_load (store, text, &result);
  g_assert_cmpstr (result.title, ==, "Our plan");
  g_assert_cmpuint (result.counts[EAR_KIND_PRIORITY][EAR_OUTCOME_ADDED], ==, 3);
  strategy = ear_store_get (store, EAR_KIND_STRATEGY, &root, NULL);
  g_assert_cmpstr (ear_record_get (strategy, EAR_STRATEGY_SLUG), ==, "ours");
  g_assert_cmpstr (ear_record_get (strategy, EAR_STRATEGY_REVISED), ==, "2026-01-31");
  g_assert_cmpint (ear_record_get_integer (strategy, EAR_STRATEGY_FROM), ==, 2026);
  deeper = ear_store_get (store, EAR_KIND_PRIORITY, &id, NULL);
  g_assert_true (ear_record_get_id (deeper, EAR_PRIORITY_PARENT, &found) && ear_id_equal (&found, &parent));
  g_assert_true (ear_record_get_id (deeper, EAR_PRIORITY_STRATEGY, &found) && ear_id_equal (&found, &root));
  g_assert_cmpstr (ear_record_get (deeper, EAR_PRIORITY_SOURCE), ==, "A plan");
  g_assert_cmpstr (ear_record_get (deeper, EAR_PRIORITY_SECTION), ==, "1.1");
  g_assert_cmpint (ear_record_get_integer (deeper, EAR_PRIORITY_POSITION), ==, 2);
  g_assert_true (ear_id_is_none (&deeper->fields[EAR_PRIORITY_LABEL].shown.stamp.device));
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM priorities WHERE label = 'First pillar'"), ==, 1);
}

/* A map may speak of a strategy that is not here yet; when it comes, they meet. */
static void
test_map_first (void)
{
  static const char codebook[] = OPEN "<codebook" NS "id=\"book\" revised=\"2026-01-31\"><title>Book</title>\n"
                                      "<theme id=\"t\" colour=\"11\"><label>T</label><definition>D</definition></theme>\n"
                                      "<map theme=\"t\" strategy=\"later\" item=\"x\"><reason>R</reason></map></codebook>";
  static const char strategy[] = OPEN "<strategy" NS "id=\"later\" revised=\"2026-01-31\"><title>L</title><short>L</short><publisher>P</publisher>\n"
                                      "<item id=\"x\" kind=\"goal\"><label>Met</label></item></strategy>";

  must_load (store, codebook, NULL);
  must_load (store, strategy, NULL);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM mappings m JOIN priorities p ON p.n = m.priority JOIN themes t ON t.n = m.theme "
                                        "WHERE p.label = 'Met' AND t.name = 'T' AND t.nature = 'theme' AND m.reason = 'R'"),
                    ==, 1);
}

static void
test_two_organisations (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path_a = ear_test_path (folder, "a");
  g_autofree char *path_b = ear_test_path (folder, "b");
  g_autoptr (EarStore) a = ear_store_create (path_a, EAR_TEST_PASSPHRASE, NULL);
  g_autoptr (EarStore) b = ear_store_create (path_b, EAR_TEST_PASSPHRASE, NULL);

  g_assert_true (ear_shipped_load_all (a, NULL));
  g_assert_true (ear_shipped_load_all (b, NULL));
  world_assert_same (a, b);
}

static void
test_newer_revision (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) one = ear_test_store (folder, "one");
  g_auto (EarMergeResult) result = { 0 };
  EarId kept = item ("ours", "kept"), gone = item ("ours", "gone"), unwanted = item ("ours", "unwanted");
  g_autofree char *name = NULL;
  g_autofree char *category = NULL;
  g_autofree char *old = NULL;

  must_load (one, GROUPS ("2026-01-01", "<group id=\"kept\" category=\"age\"><label>Old</label></group><group id=\"gone\"><label>Gone</label></group>"
                                        "<group id=\"unwanted\"><label>Unwanted</label></group>"), NULL);
  ear_store_set_deleted (one, EAR_KIND_GROUP, &unwanted, TRUE, NULL);
  must_load (one, GROUPS ("2036-02-01", "<group id=\"kept\"><label>New</label></group><group id=\"unwanted\"><label>Wanted?</label></group>"), &result);
  g_assert_cmpuint (result.n_conflicts, ==, 0);
  name = world_get (one, EAR_KIND_GROUP, &kept, EAR_GROUP_NAME);
  g_assert_cmpstr (name, ==, "New");
  category = world_get (one, EAR_KIND_GROUP, &kept, EAR_GROUP_CATEGORY);
  g_assert_null (category);
  old = world_get (one, EAR_KIND_GROUP, &gone, EAR_GROUP_NAME);
  g_assert_cmpstr (old, ==, "Gone");
  g_assert_cmpuint (world_count (one, "SELECT count (*) FROM groups WHERE state = 1"), ==, 1);

  /* The older file again, late. */
  must_load (one, GROUPS ("2026-01-01", "<group id=\"kept\" category=\"age\"><label>Old</label></group>"), NULL);
  g_clear_pointer (&name, g_free);
  name = world_get (one, EAR_KIND_GROUP, &kept, EAR_GROUP_NAME);
  g_assert_cmpstr (name, ==, "New");
}

static void
test_same_day_other_content (void)
{
  must_load (store, GROUPS ("2026-03-01", "<group id=\"sd\"><label>One</label></group>"), NULL);
  must_load (store, GROUPS ("2026-03-01", "<group id=\"sd\"><label>One</label></group>"), NULL);
  must_refuse (GROUPS ("2026-03-01", "<group id=\"sd\"><label>Two</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "later");
}

typedef struct
{
  const char *name;
  const char *text;
  EarExchangeError code;
  int line;
  const char *says;
} Hostile;

#define ITEM "<group id=\"x\"><label>X</label></group>\n"

static const Hostile cases[] = {
  { "doctype", OPEN "<!DOCTYPE groups>\n<groups" NS "id=\"a\" revised=\"2026-01-01\"/>", EAR_EXCHANGE_ERROR_NOT_XML, 2, "DOCTYPE" },
  { "bundle", OPEN "<bundle xmlns=\"urn:earshot:bundle:1\"/>", EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, 2, NULL },
  { "newer", OPEN "<groups xmlns=\"urn:earshot:reference:2\"/>", EAR_EXCHANGE_ERROR_NEWER_VERSION, 2, "Update" },
  { "other-root", OPEN "<group" NS "/>", EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, 2, "strategy" },
  { "no-id", OPEN "<groups" NS "revised=\"2026-01-01\"/>", EAR_EXCHANGE_ERROR_GRAMMAR, 2, "“id”" },
  { "bad-id", OPEN "<groups" NS "id=\"Our Groups\" revised=\"2026-01-01\"/>", EAR_EXCHANGE_ERROR_GRAMMAR, 2, "Our Groups" },
  { "no-revision", OPEN "<groups" NS "id=\"a\"/>", EAR_EXCHANGE_ERROR_GRAMMAR, 2, "revised" },
  { "bad-revision", OPEN "<groups" NS "id=\"a\" revised=\"2026-13-01\"/>", EAR_EXCHANGE_ERROR_GRAMMAR, 2, "revised" },
  { "empty", GROUPS ("2026-01-01", ""), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "empty" },
  { "no-title", OPEN "<groups" NS "id=\"a\" revised=\"2026-01-01\">\n" ITEM "</groups>", EAR_EXCHANGE_ERROR_GRAMMAR, 3, "title" },
  { "blank-title", OPEN "<groups" NS "id=\"a\" revised=\"2026-01-01\">\n<title> </title>" ITEM "</groups>", EAR_EXCHANGE_ERROR_GRAMMAR, 3, "empty" },
  { "no-label", GROUPS ("2026-01-01", "<group id=\"x\"/>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "label" },
  { "label-too-late", GROUPS ("2026-01-01", "<group id=\"x\"><description>D</description><label>L</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "“label” first" },
  { "label-after-child", GROUPS ("2026-01-01", "<group id=\"x\">" ITEM "<label>L</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "label" },
  { "label-twice", GROUPS ("2026-01-01", "<group id=\"x\"><label>L</label><label>L</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "label" },
  { "id-twice", GROUPS ("2026-01-01", ITEM ITEM), EAR_EXCHANGE_ERROR_GRAMMAR, 5, "twice" },
  { "unknown-element", GROUPS ("2026-01-01", ITEM "<person id=\"x\"/>"), EAR_EXCHANGE_ERROR_GRAMMAR, 5, "person" },
  { "unknown-attribute", GROUPS ("2026-01-01", "<group id=\"x\" age=\"9\"><label>L</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "age" },
  { "unknown-category", GROUPS ("2026-01-01", "<group id=\"x\" category=\"best\"><label>L</label></group>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "best" },
  { "other-list", GROUPS ("2026-01-01", "<place id=\"x\" level=\"place\"><label>L</label></place>"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, "place" },
  { "map-in-groups", GROUPS ("2026-01-01", ITEM "<map theme=\"a\" strategy=\"b\" item=\"c\"><reason>R</reason></map>"), EAR_EXCHANGE_ERROR_GRAMMAR, 5, "map" },
  { "text", GROUPS ("2026-01-01", "hello"), EAR_EXCHANGE_ERROR_GRAMMAR, 4, NULL },
  { "colour", OPEN "<codebook" NS "id=\"a\" revised=\"2026-01-01\"><title>T</title>\n<theme id=\"t\" colour=\"12\"><label>L</label>", EAR_EXCHANGE_ERROR_GRAMMAR, 3, "colour" },
  { "year", OPEN "<strategy" NS "id=\"a\" revised=\"2026-01-01\" from=\"26\"/>", EAR_EXCHANGE_ERROR_GRAMMAR, 2, "from" },
  { "theme-after-map",
    OPEN "<codebook" NS "id=\"a\" revised=\"2026-01-01\"><title>T</title><theme id=\"t\"><label>L</label><definition>D</definition></theme>\n"
         "<map theme=\"t\" strategy=\"s\" item=\"i\"><reason>R</reason></map>\n<theme id=\"u\"><label>L</label><definition>D</definition></theme></codebook>",
    EAR_EXCHANGE_ERROR_GRAMMAR, 4, "theme" },
  { "truncated", OPEN "<groups" NS "id=\"a\" revised=\"2026-01-01\"><title>T</title>\n" ITEM, EAR_EXCHANGE_ERROR_NOT_XML, 3, "ends too early" },
};

static void
test_case (gconstpointer data)
{
  const Hostile *hostile = data;

  must_refuse (hostile->text, hostile->code, hostile->line, hostile->says);
}

static void
test_too_deep (void)
{
  g_autoptr (GString) text = g_string_new (OPEN "<groups" NS "id=\"a\" revised=\"2026-01-01\"><title>T</title>\n");

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "<group id=\"g%d\"><label>L</label>", i);
  must_refuse (text->str, EAR_EXCHANGE_ERROR_LIMIT, 3, "deep");
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  store = ear_test_store (folder, "mine");
  g_test_add_func ("/exchange/reference/strategy", test_strategy);
  g_test_add_func ("/exchange/reference/map-first", test_map_first);
  g_test_add_func ("/exchange/reference/two-organisations", test_two_organisations);
  g_test_add_func ("/exchange/reference/newer-revision", test_newer_revision);
  g_test_add_func ("/exchange/reference/same-day-other-content", test_same_day_other_content);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/reference/refuse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/exchange/reference/too-deep", test_too_deep);
  status = g_test_run ();
  ear_store_close (store);
  return status;
}
