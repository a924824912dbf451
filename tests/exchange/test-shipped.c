/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ships in data/: every tree counted against the published documents, and the sample held to what it promises. */
#include <string.h>

#include "exchange-world.h"

static EarStore *store;

/* Items of a strategy: by its slug, a pattern of their code or slug, and their nature. */
static guint
n_items (const char *strategy, const char *column, const char *pattern, const char *nature)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM priorities p JOIN strategies s ON s.n = p.strategy "
                                          "WHERE p.state = 0 AND s.slug = '%s' AND p.%s GLOB '%s' AND p.nature = '%s'",
                                          strategy, column, pattern, nature);

  return world_count (store, sql);
}

static guint
n_children (const char *strategy, const char *parent)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM priorities p JOIN strategies s ON s.n = p.strategy "
                                          "JOIN priorities up ON up.n = p.parent WHERE p.state = 0 AND s.slug = '%s' AND up.slug = '%s'",
                                          strategy, parent);

  return world_count (store, sql);
}

static void
assert_code (const char *strategy, const char *code)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM priorities p JOIN strategies s ON s.n = p.strategy "
                                          "WHERE p.state = 0 AND s.slug = '%s' AND p.code = '%s'",
                                          strategy, code);

  if (world_count (store, sql) != 1)
    g_error ("%s: %s is there %u times", strategy, code, world_count (store, sql));
}

/* Each code once, and no others of that nature. @counts: how many follow each number, 0 ends. */
static void
assert_codes (const char *strategy, const char *nature, const guint *counts, const char *format, const char *letters)
{
  guint total = 0;

  for (guint i = 0; counts[i] > 0; i++)
    {
      for (guint j = 0; j < counts[i]; j++, total++)
        {
          g_autofree char *code = letters == NULL ? g_strdup_printf ("%u.%u", i + 1, j + 1) : g_strdup_printf ("%u%c", i + 1, letters[j]);

          assert_code (strategy, code);
        }
    }
  g_assert_cmpuint (n_items (strategy, "code", format, nature), ==, total);
}

static void
test_set_2023 (void)
{
  const char *slug = "set-mental-health-2023";

  g_assert_cmpuint (n_items (slug, "slug", "*", "outcome"), ==, 3);
  g_assert_cmpuint (n_items (slug, "slug", "*", "statement"), ==, 7);
  g_assert_cmpuint (n_items (slug, "slug", "*", "action"), ==, 12);
  g_assert_cmpuint (n_children (slug, "adult-prevention"), ==, 8);
  g_assert_cmpuint (n_children (slug, "adult-crisis"), ==, 5);
  g_assert_cmpuint (n_children (slug, "adult-recovery"), ==, 5);
  g_assert_cmpuint (n_children (slug, "cyp-prevention"), ==, 11);
  g_assert_cmpuint (n_children (slug, "cyp-crisis"), ==, 9);
  g_assert_cmpuint (n_children (slug, "cyp-recovery"), ==, 8);
  g_assert_cmpuint (n_items (slug, "slug", "*", "priority"), ==, 8 + 5 + 5 + 11 + 9 + 8);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM priorities WHERE nature = 'priority' AND slug GLOB 'adult-*' AND population = 'adults'"),
                    ==, 18);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM priorities WHERE nature = 'priority' AND slug GLOB 'cyp-*' "
                                        "AND population = 'children-and-young-people'"),
                    ==, 28);
}

static void
test_set_2017 (void)
{
  static const guint outcomes[] = { 5, 2, 2, 2, 2, 5, 3, 4, 0 };

  assert_codes ("set-mental-health-2017", "outcome", outcomes, "*", NULL);
  g_assert_cmpuint (n_items ("set-mental-health-2017", "slug", "o-*", "objective"), ==, 8);
}

static void
test_thurrock (void)
{
  static const guint goals[] = { 3, 3, 4, 4, 4, 4, 0 };
  static const guint ambitions[] = { 5, 4, 5, 4, 0 };

  g_assert_cmpuint (n_items ("thurrock-hwb-2022", "slug", "*", "domain"), ==, 6);
  assert_codes ("thurrock-hwb-2022", "goal", goals, "*", "ABCDEF");
  assert_codes ("thurrock-tobacco", "ambition", ambitions, "*", "abcdef");
  g_assert_cmpuint (n_items ("thurrock-tobacco", "slug", "*", "priority"), ==, 4);
}

/* As published: commitments W1 to W26; statements I1 to I14, I16 and I17, sixteen in all. */
static void
test_ics (void)
{
  const char *slug = "mse-ics-2023";

  for (int i = 1; i <= 26; i++)
    {
      g_autofree char *code = g_strdup_printf ("W%d", i);

      assert_code (slug, code);
    }
  for (int i = 1; i <= 17; i++)
    {
      g_autofree char *code = g_strdup_printf ("I%d", i);

      if (i != 15)
        assert_code (slug, code);
    }
  g_assert_cmpuint (n_items (slug, "code", "W*", "commitment"), ==, 26);
  g_assert_cmpuint (n_items (slug, "code", "I*", "statement"), ==, 16);
  g_assert_cmpuint (n_items (slug, "slug", "partner-?", "priority"), ==, 4);
  g_assert_cmpuint (n_items (slug, "slug", "community-?", "priority"), ==, 5);
  g_assert_cmpuint (n_items (slug, "slug", "system-?", "priority"), ==, 5);
}

static void
test_eput (void)
{
  const char *slug = "eput-community-mse";

  g_assert_cmpuint (n_items (slug, "slug", "*", "objective"), ==, 4);
  g_assert_cmpuint (n_children (slug, "so-1"), ==, 7);
  g_assert_cmpuint (n_children (slug, "so-2"), ==, 9);
  g_assert_cmpuint (n_children (slug, "so-3"), ==, 10);
  g_assert_cmpuint (n_children (slug, "so-4"), ==, 6);
}

static void
test_codebook (void)
{
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM themes WHERE nature = 'statement' AND parent IS NULL"), ==, 7);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM themes WHERE parent IS NULL"), ==, 7);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM themes WHERE state = 0"), ==, 57);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM themes WHERE state = 0 AND (definition IS NULL OR source IS NULL)"), ==, 0);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM mappings WHERE state = 0 AND reason IS NOT NULL"), ==, 140);
  /* Nothing refers to what is not there. */
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT count (*) FROM %s WHERE state = 3 AND id <> zeroblob (16)", ear_kind_info ((EarKind) i)->table);

      g_assert_cmpuint (world_count (store, sql), ==, 0);
    }
}

static void
test_groups_and_places (void)
{
  static const char *const communities[] = { "Bangladeshi women", "African men", "Carers", "Young carers", "People with lived experience" };

  for (gsize i = 0; i < G_N_ELEMENTS (communities); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM groups WHERE name = '%s'", communities[i]);

      g_assert_cmpuint (world_count (store, sql), ==, 1);
    }
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM groups WHERE state = 0"), ==, 104);
  g_assert_cmpuint (world_count (store, "SELECT count (*) - count (DISTINCT lower (name)) FROM groups"), ==, 0);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM groups g JOIN groups up ON up.n = g.parent WHERE up.name LIKE 'Protected%'"), ==, 9);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM places WHERE level = 'place'"), ==, 6);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM places WHERE level = 'place' AND population IS NULL"), ==, 0);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM places"), ==, 26);
}

static void
test_inherited (void)
{
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM priorities WHERE source IS NULL OR section IS NULL OR position IS NULL"), ==, 0);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM groups WHERE source IS NULL AND parent IS NOT NULL "
                                        "AND parent NOT IN (SELECT n FROM groups WHERE source IS NULL)"),
                    ==, 0);
  g_assert_cmpuint (world_count (store, "SELECT count (DISTINCT position) - count (*) FROM themes"), ==, 0);
}

static void
test_again (void)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  ear_shipped_load_all (store, &error);
  g_assert_no_error (error);
  ear_shipped_load (store, "codebook", &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result.title, ==, "What Matters to People");
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_UNCHANGED), ==, 57 + 140);
  after = world_digest (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_unknown (void)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_shipped_load (store, "nothing", &result, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE);
}

/* The list in the program, the files in data/ and what is compiled in are one. */
static void
test_all_files (void)
{
  static const char *const folders[] = { "strategies", "reference" };
  const EarShipped *list;
  guint n, found = 0;

  list = ear_shipped_list (&n);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (ear_test_source_root (), "data", folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          gboolean listed = FALSE;

          for (guint j = 0; j < n; j++)
            listed |= g_str_has_prefix (name, list[j].name) && g_str_equal (name + strlen (list[j].name), ".xml")
                      && list[j].is_strategy == (i == 0);
          if (!listed)
            g_error ("%s is not compiled in", name);
          found++;
        }
    }
  g_assert_cmpuint (found, ==, n);
}

static void
test_sample (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "sample");
  g_autoptr (EarStore) sample = ear_store_create (path, EAR_TEST_PASSPHRASE, NULL);
  g_autoptr (GError) error = NULL;

  ear_shipped_load_sample (sample, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count (sample, "SELECT count (*) FROM contributions"), ==, 77);
  g_assert_cmpuint (world_count (sample, "SELECT count (*) FROM sessions"), ==, 11);
  g_assert_cmpuint (world_count (sample, "SELECT count (DISTINCT feeling) FROM contributions"), ==, 5);
  g_assert_cmpuint (world_count (sample, "SELECT count (DISTINCT permission) FROM voices"), ==, 4);
  g_assert_cmpuint (world_count (sample, "SELECT count (*) FROM contributions WHERE original_language = 'bn' AND text IS NOT NULL"), ==, 8);
  g_assert_cmpuint (world_count (sample, "SELECT count (*) FROM actions"), ==, 6);
  /* Every place, group, theme and priority it speaks of is one that ships. */
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT count (*) FROM %s WHERE state = 3 AND id <> zeroblob (16)", ear_kind_info ((EarKind) i)->table);

      g_assert_cmpuint (world_count (sample, sql), ==, 0);
    }
}

/* The sample is written as Earshot writes: what consent lets out of it stands there line by line. */
static void
test_sample_is_canonical (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "sample");
  g_autofree char *file = g_build_filename (ear_test_source_root (), "data", "sample", "sample.xml", NULL);
  g_autoptr (EarStore) sample = ear_store_create (path, EAR_TEST_PASSPHRASE, NULL);
  g_autofree char *shipped = NULL;
  g_autofree char *exported = NULL;
  g_auto (GStrv) lines = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (file, &shipped, NULL, NULL));
  world_must_merge (sample, shipped, NULL);
  exported = world_export (sample);
  at = strstr (shipped, "  <author");
  lines = g_strsplit (strstr (exported, "  <author"), "\n", -1);
  for (guint i = 0; lines[i] != NULL && at != NULL; i++)
    {
      const char *next = strstr (at, lines[i]);

      if (next == NULL)
        g_error ("The sample does not hold this line in its place: %s", lines[i]);
      at = next + strlen (lines[i]);
    }
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  store = ear_test_store (folder, "shipped");
  ear_shipped_load_all (store, &error);
  g_assert_no_error (error);
  g_test_add_func ("/exchange/shipped/set-2023", test_set_2023);
  g_test_add_func ("/exchange/shipped/set-2017", test_set_2017);
  g_test_add_func ("/exchange/shipped/thurrock", test_thurrock);
  g_test_add_func ("/exchange/shipped/ics", test_ics);
  g_test_add_func ("/exchange/shipped/eput", test_eput);
  g_test_add_func ("/exchange/shipped/codebook", test_codebook);
  g_test_add_func ("/exchange/shipped/groups-and-places", test_groups_and_places);
  g_test_add_func ("/exchange/shipped/inherited", test_inherited);
  g_test_add_func ("/exchange/shipped/again", test_again);
  g_test_add_func ("/exchange/shipped/unknown", test_unknown);
  g_test_add_func ("/exchange/shipped/all-files", test_all_files);
  g_test_add_func ("/exchange/shipped/sample", test_sample);
  g_test_add_func ("/exchange/shipped/sample-is-canonical", test_sample_is_canonical);
  status = g_test_run ();
  ear_store_close (store);
  return status;
}
